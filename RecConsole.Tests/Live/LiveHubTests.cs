using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Metrics;
using RecConsole.Tests.Support;
using RecConsole.Web.Live;

namespace RecConsole.Tests.Live;

public sealed class LiveHubTests : IAsyncLifetime
{
    RunningConsole console = null!;

    LiveMetrics Metrics => console.Services.GetRequiredService<LiveMetrics>();

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded; // which puts the figures of the log in the place of what was counted
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    void Traffic(string placement = "home", string strategy = "house")
    {
        var now = TimeProvider.System.GetUtcNow();
        var slate = new SlateRecord(SlateId.NewTimeOrdered(now), now, placement, strategy, "r1", "ppmi-1")
        {
            SessionId = new SessionId("s1"),
            Slots = [new(new ItemId("a"), 1, 0, 1), new(new ItemId("b"), 2, 0, 1)],
            LatencyMicros = 1500,
        };
        Metrics.RecordSlate(slate);
        var click = new ShopEvent(Engine.Events.EventId.NewTimeOrdered(now), EventKind.Click, new UserId("u1"), new SessionId("s1"), now) { ItemId = new ItemId("b") };
        Metrics.RecordEvent(click, new Attribution(slate, 2));
    }

    [Fact]
    public async Task Subscribe_Traffic_ArrivesWithTheNextSecond()
    {
        await using var client = await HubClient.ConnectAsync(console.Address);
        Assert.False((await client.InvokeAsync("Subscribe", "all")).TryGetProperty("error", out _));
        Traffic();

        var frame = await client.MetricsAsync(frame => frame.GetProperty("series").GetArrayLength() > 0);

        var series = frame.GetProperty("series")[0];
        Assert.Equal("house", series.GetProperty("strategy").GetString());
        Assert.Equal("home", series.GetProperty("placement").GetString());
        Assert.Equal(2, series.GetProperty("impressions").GetInt64());
        Assert.Equal(1, series.GetProperty("clicks").GetInt64());
        Assert.Equal(0, series.GetProperty("carts").GetInt64());
        Assert.Equal(0, series.GetProperty("orders").GetInt64());
        Assert.Equal(0m, series.GetProperty("revenue").GetDecimal());
        Assert.Equal(0.5, series.GetProperty("ctr").GetDouble());
        Assert.Equal(0, series.GetProperty("conversion").GetDouble());
        Assert.False(series.TryGetProperty("experiment", out _));
        Assert.InRange(frame.GetProperty("requestsPerSecond").GetDouble(), 0, 1);
        Assert.Equal(1.5, frame.GetProperty("latencyMs").GetProperty("p50").GetDouble(), 0.05);
        Assert.Equal(1.5, frame.GetProperty("latencyMs").GetProperty("p99").GetDouble(), 0.05);
        Assert.NotEmpty(frame.GetProperty("device").GetString()!);
        Assert.EndsWith("+00:00", frame.GetProperty("time").GetString());
    }

    [Fact]
    public async Task Subscribe_Scope_SendsItsSeriesOnly()
    {
        await using var client = await HubClient.ConnectAsync(console.Address);
        Traffic("home");
        Traffic("cart");
        await client.InvokeAsync("Subscribe", "placement:cart");
        var narrow = await client.MetricsAsync(frame => frame.GetProperty("series").GetArrayLength() > 0);
        Assert.Equal("cart", Assert.Single(narrow.GetProperty("series").EnumerateArray()).GetProperty("placement").GetString());

        await client.InvokeAsync("Subscribe", "all");
        var wide = await client.MetricsAsync(frame => frame.GetProperty("series").GetArrayLength() > 1);
        Assert.Equal(2, wide.GetProperty("series").GetArrayLength());
    }

    [Theory]
    [InlineData("Subscribe", "everything")]
    [InlineData("History", "shop:1", 5)]
    public async Task Invoke_UnknownScope_SaysWhatIsRight(string method, params object[] arguments)
    {
        await using var client = await HubClient.ConnectAsync(console.Address);
        var answer = await client.InvokeAsync(method, arguments);
        Assert.Contains("placement:NAME", answer.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public async Task History_MinutesOutOfRange_SaysTheRange(int minutes)
    {
        await using var client = await HubClient.ConnectAsync(console.Address);
        Assert.Contains("between 1 and 1440", (await client.InvokeAsync("History", "all", minutes)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task History_AfterTraffic_HoldsTheSecondsSinceTheStart()
    {
        await using var client = await HubClient.ConnectAsync(console.Address);
        Traffic();
        await client.InvokeAsync("Subscribe", "all");
        await client.MetricsAsync(frame => frame.GetProperty("series").GetArrayLength() > 0);

        var history = (await client.InvokeAsync("History", "all", 5)).GetProperty("result");

        var points = history.GetProperty("time").GetArrayLength();
        Assert.InRange(points, 1, 300);
        Assert.Equal(1, history.GetProperty("stepSeconds").GetInt32());
        Assert.Equal(points, history.GetProperty("requestsPerSecond").GetArrayLength());
        var series = history.GetProperty("series")[0];
        Assert.Equal(2, series.GetProperty("impressions").EnumerateArray().Last().GetInt64());
        Assert.Equal(points, series.GetProperty("ctr").GetArrayLength());
    }

    [Fact]
    public async Task Disconnect_Listener_IsForgotten()
    {
        var listeners = console.Services.GetRequiredService<LiveListeners>();
        await using (var client = await HubClient.ConnectAsync(console.Address))
        {
            await client.InvokeAsync("Subscribe", "all");
            Assert.Equal(1, listeners.Count);
        }
        await Eventually.HoldsAsync(() => listeners.Count == 0, "the listener is forgotten");
    }

    [Fact]
    public async Task GetMetrics_Scope_AnswersTheLatestFrame()
    {
        Traffic();
        JsonElement frame = default;
        await Eventually.HoldsAsync(async () =>
        {
            frame = JsonDocument.Parse(await console.Client.GetStringAsync(new Uri("/api/v1/metrics?scope=strategy:house", UriKind.Relative))).RootElement;
            return frame.GetProperty("series").GetArrayLength() == 1;
        }, "the frame holds the series");
        Assert.Equal(0.5, frame.GetProperty("series")[0].GetProperty("ctr").GetDouble());
    }

    [Fact]
    public async Task GetMetrics_UnknownScope_IsAProblem()
    {
        using var answer = await console.Client.GetAsync(new Uri("/api/v1/metrics?scope=nobody", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("placement:NAME", await answer.Content.ReadAsStringAsync());
    }
}
