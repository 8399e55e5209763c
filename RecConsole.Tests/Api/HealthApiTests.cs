using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

public sealed class HealthApiTests
{
    [Fact]
    public async Task Healthz_RunningConsole_IsAlive()
    {
        await using var console = await RunningConsole.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await console.Client.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Readyz_ShopWithEvents_TurnsReadyWhenItsModelRanks()
    {
        await using var console = await RunningConsole.StartAsync();
        await console.Client.PutAsJsonAsync("/api/v1/items/i", new { title = "T" });
        var before = await console.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal("none", (await before.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("model").GetString());

        await console.Client.PostAsJsonAsync("/api/v1/events", new { events = new[] { new { type = "view", userId = "u", sessionId = "s", itemId = "i" } } });
        await Eventually.HoldsAsync(async () => (await console.Client.GetAsync("/readyz")).IsSuccessStatusCode, "the model ranks");

        var body = await console.Client.GetFromJsonAsync<JsonElement>("/readyz");
        Assert.Equal(("open", "loaded", "Own"), (body.GetProperty("store").GetString(), body.GetProperty("model").GetString(), body.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryRoute()
    {
        await using var console = await RunningConsole.StartAsync();

        var paths = (await console.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        Assert.True(paths.GetProperty("/api/v1/events").GetProperty("post").GetProperty("responses").TryGetProperty("429", out _));
        foreach (var path in paths.EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
                Assert.True(operation.Value.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 0 }, $"{operation.Name} {path.Name} has no summary");
    }
}
