using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>The program is killed in the middle of a load; what it had acknowledged is there at the next start, exactly once.</summary>
public sealed class DurabilityTests
{
    const int Senders = 6, BatchSize = 50, AcknowledgedBatchesBeforeTheKill = 60;

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingAcknowledgedAndDoublesNothing()
    {
        using var folder = new TemporaryFolder();
        var sent = new ConcurrentDictionary<string, bool>();
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 0; round < 2; round++)
        {
            using var server = await ServeProcess.StartAsync(folder.Path);
            using var client = new HttpClient { BaseAddress = server.Address };
            var enough = new SemaphoreSlim(0);
            var senders = Enumerable.Range(0, Senders).Select(sender => SendUntilItDiesAsync(client, $"r{round}-s{sender}", sent, acknowledged, enough)).ToList();
            for (var n = 0; n < AcknowledgedBatchesBeforeTheKill; n++) Assert.True(await enough.WaitAsync(TimeSpan.FromMinutes(1)), "the server does not acknowledge");
            server.Kill();
            await Task.WhenAll(senders);
        }

        await using var again = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await again.Services.GetRequiredService<ShopLoader>().Loaded;
        var stored = again.Services.GetRequiredService<EventTable>().ReadAll().ToList();
        var storedIds = stored.Select(e => e.Id.Value).ToHashSet();

        Assert.Equal(stored.Count, storedIds.Count);
        Assert.All(acknowledged, id => Assert.Contains(id, storedIds));
        Assert.All(storedIds, id => Assert.True(sent.ContainsKey(id), id));
        // a batch is there whole or not at all
        Assert.All(stored.CountBy(e => e.Id.Value[..e.Id.Value.LastIndexOf('-')]), batch => Assert.Equal(BatchSize, batch.Value));
        var sessions = again.Services.GetRequiredService<SessionStore>();
        foreach (var session in stored.GroupBy(e => e.SessionId))
            Assert.Equal(session.TakeLast(SessionState.MaxRecent).Select(e => e.ItemId), sessions.Find(null, session.Key).Recent.Select(i => (Engine.Catalog.ItemId?)i.ItemId));
    }

    static async Task SendUntilItDiesAsync(
        HttpClient client, string name, ConcurrentDictionary<string, bool> sent, ConcurrentBag<string> acknowledged, SemaphoreSlim enough)
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        for (var batch = 0; ; batch++)
        {
            var ids = Enumerable.Range(0, BatchSize).Select(n => $"{name}-b{batch}-{n}").ToList();
            foreach (var id in ids) sent[id] = true;
            var events = ids.Select((id, n) => new
            {
                eventId = id, type = "view", userId = name, sessionId = "session-" + name, itemId = $"i{n}", timestamp = start.AddSeconds(batch * BatchSize + n),
            });
            try
            {
                var response = await client.PostAsJsonAsync("/api/v1/events", new { events });
                Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                Assert.Equal(BatchSize, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or JsonException)
            {
                return;
            }
            foreach (var id in ids) acknowledged.Add(id);
            enough.Release();
        }
    }
}
