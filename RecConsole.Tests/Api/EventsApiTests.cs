using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class EventsApiTests : IAsyncLifetime
{
    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    static string View(string id, string user = "u1", string item = "i1") =>
        $$"""{"eventId":"{{id}}","type":"view","userId":"{{user}}","sessionId":"s-{{user}}","itemId":"{{item}}"}""";

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    Task<HttpResponseMessage> PostAsync(params string[] events) =>
        console.Client.PostAsync("/api/v1/events", Json($$"""{"events":[{{string.Join(',', events)}}]}"""));

    static async Task<JsonElement> BodyAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string> ProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var problem = await BodyAsync(response, expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("title").GetString()!;
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Events_WrongMethod_NamesTheOneThatIsRight(string method)
    {
        await using var console = await RunningConsole.StartAsync();
        using var answer = await console.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/v1/events"));

        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
        Assert.Contains($"/api/v1/events does not take {method}; it takes POST\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_GoodAndBadEvents_KeepsTheGoodAndNamesTheBad()
    {
        string[] events =
        [
            View("a"), View("a"), "7", "null", "[]", "\"text\"", """{"type":"view"}""", """{"type":"view","userId":7,"sessionId":"s","itemId":"i"}""",
            """{"type":"purchase","userId":"u1","sessionId":"s-u1","itemId":"i2","quantity":2,"price":9.90,"unknown":{"deep":[1,2]}}""",
            """{"type":"view","userId":"\ud800","sessionId":"s","itemId":"i"}""", """{"type":"purchase","userId":"u","sessionId":"s","itemId":"i","quantity":1.5}""",
            """{"type":"purchase","userId":"u","sessionId":"s","itemId":"i","price":1e999}""", """{"type":"view","userId":"u","sessionId":"s","itemId":"i","timestamp":1700000000}""",
        ];

        var answer = await BodyAsync(await PostAsync(events), HttpStatusCode.Accepted);

        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.GetProperty("duplicates").GetInt32());
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal([2, 3, 4, 5, 6, 7, 9, 10, 11, 12], rejected.Select(one => one.GetProperty("index").GetInt32()));
        Assert.All(rejected, one => Assert.NotEmpty(one.GetProperty("reason").GetString()!));
        Assert.Equal(events.Length, 2 + 1 + rejected.Count);
        var stored = console.Services.GetRequiredService<EventTable>().ReadAll().ToList();
        Assert.Equal((2, 9.90m), (stored[1].Quantity, stored[1].Price));
    }

    [Fact]
    public async Task Post_Acknowledged_IsInTheSession()
    {
        await BodyAsync(await PostAsync(View("a", item: "x"), View("b", item: "y"), View("b", item: "z")), HttpStatusCode.Accepted);

        var session = console.Services.GetRequiredService<SessionStore>().Find(new UserId("u1"), null);

        Assert.Equal(["x", "y"], session.Recent.Select(interaction => interaction.ItemId.Value));
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31T14:00:00+02:00")]
    public async Task Post_Timestamp_IsReadAsUtc(string timestamp)
    {
        await PostAsync($$"""{"type":"view","userId":"u","sessionId":"s","itemId":"i","timestamp":"{{timestamp}}"}""");

        var stored = Assert.Single(console.Services.GetRequiredService<EventTable>().ReadAll());

        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), stored.Timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"events":null}""")]
    [InlineData("""{"events":{}}""")]
    [InlineData("""{"events":"x"}""")]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":[{"type":"view","userId":"u","sessionId":"s","itemId":"i"}]""")]
    [InlineData("""{"events":[{"type":"view","userId":"u","sessionId":"s","itemId":"i"}]}}""")]
    public async Task Post_BodyThatIsNoBatch_IsRefusedAsAWhole(string body)
    {
        var response = await console.Client.PostAsync("/api/v1/events", Json(body));

        var title = await ProblemAsync(response, HttpStatusCode.BadRequest);

        Assert.Contains("events", title, StringComparison.Ordinal);
        Assert.Equal(0, console.Services.GetRequiredService<EventTable>().Count());
    }

    [Fact]
    public async Task Post_EventsAfterOtherFields_AreFound()
    {
        var response = await console.Client.PostAsync("/api/v1/events", Json($$"""{"sentAt":{"events":[1]},"events":[{{View("a")}}],"more":[{}]}"""));

        Assert.Equal(1, (await BodyAsync(response, HttpStatusCode.Accepted)).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Post_MoreEventsThanABatchHolds_NamesTheLimitAndTakesNothing()
    {
        var limit = console.Services.GetRequiredService<EngineOptions>().MaxBatchEvents;

        var title = await ProblemAsync(await PostAsync(Enumerable.Range(0, limit + 1).Select(n => View($"e{n}")).ToArray()), HttpStatusCode.RequestEntityTooLarge);

        Assert.Contains(limit.ToString(), title, StringComparison.Ordinal);
        Assert.Equal(0, console.Services.GetRequiredService<EventTable>().Count());
    }

    [Fact]
    public async Task Post_NotJson_IsTold()
    {
        var response = await console.Client.PostAsync("/api/v1/events", new StringContent("events=1", Encoding.UTF8, "text/plain"));

        Assert.Contains("application/json", await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WrongMethod_NamesTheRightOne()
    {
        var response = await console.Client.GetAsync("/api/v1/events");

        Assert.Contains("POST", await ProblemAsync(response, HttpStatusCode.MethodNotAllowed), StringComparison.Ordinal);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Get_UnknownRoute_IsAProblem() =>
        Assert.Contains("/api/v1/nowhere", await ProblemAsync(await console.Client.GetAsync("/api/v1/nowhere"), HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task Post_QueueFull_Answers429AndTakesNothing()
    {
        await using var small = await RunningConsole.StartAsync(configure: builder => builder.Configuration["Hosting:EventQueueCapacity"] = "10");
        var log = small.Services.GetRequiredService<EventTable>();
        static StringContent Batch(string prefix, int count) => Json($$"""{"events":[{{string.Join(',', Enumerable.Range(0, count).Select(n => View(prefix + n)))}}]}""");
        Task<HttpResponseMessage> accepted;
        using (await small.Services.GetRequiredService<Database>().EnterAsync()) // the pump waits for its turn
        {
            accepted = small.Client.PostAsync("/api/v1/events", Batch("a", 8));
            var queue = small.Services.GetRequiredService<EventQueue>();
            while (queue.Waiting < 8) await Task.Delay(5);

            var refused = await small.Client.PostAsync("/api/v1/events", Batch("b", 3));
            await ProblemAsync(refused, HttpStatusCode.TooManyRequests);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.False(accepted.IsCompleted);
        }
        Assert.Equal(8, (await BodyAsync(await accepted, HttpStatusCode.Accepted)).GetProperty("accepted").GetInt32());
        Assert.DoesNotContain(log.ReadAll(), e => e.Id.Value.StartsWith('b'));

        var again = await small.Client.PostAsync("/api/v1/events", Batch("b", 3));
        Assert.Equal(3, (await BodyAsync(again, HttpStatusCode.Accepted)).GetProperty("accepted").GetInt32());
    }
}
