using System.Net.Http.Json;
using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>Members of the zoo, of every form, published in the running server.</summary>
public sealed class ServedModelTests() : RestartedConsole(isClockSet: false)
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Clusters(4, 10, 200, seed: 6);

    async Task StockAsync()
    {
        await Get<ShopLoader>().Loaded;
        await Get<CatalogWriter>().ChangeAsync(_ => [.. Events.Select(e => e.ItemId!.Value).Distinct().Select(id => new Item(id, "Title " + id.Value) { Stock = 9 })]);
        await Get<EventQueue>().TryEnqueue([.. Events])!;
        await Eventually.HoldsAsync(() => Get<ShopStatus>().Current.IsReady && Get<Ranker>().Current.Model is not null, "the first model ranks");
    }

    async Task<ModelArtifact> PublishAsync(string key)
    {
        using var model = ZooCase.FitQuickly(key, Events);
        Get<ModelShelf>().Save(model.Artifact);
        using (var turn = await Get<Database>().EnterAsync(CancellationToken.None)) Get<ModelShelf>().Publish(turn, model.Artifact, Get<EventTable>().Length());
        await RankedByAsync(model.Artifact.Hash);
        return model.Artifact;
    }

    Task RankedByAsync(string hash) => Eventually.HoldsAsync(() => Get<Ranker>().Current.Model?.Hash == hash, "slates are ranked by the model");

    async Task<JsonElement> SlateAsync(string user)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var answer = await client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home", count = 5, userId = user, explain = true });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Theory]
    [InlineData("popularity")]
    [InlineData("ials")]
    [InlineData("sasrec")]
    [InlineData("sr")]
    [InlineData("ease")]
    public async Task Publish_AnyKind_ServesExplainedAndAgainAfterARestart(string key)
    {
        await StockAsync();
        var artifact = await PublishAsync(key);
        var known = Events[0].UserId.Value;
        var first = await SlateAsync(known);
        AssertSlate(first, artifact, isKnown: true);
        AssertSlate(await SlateAsync("nobody-knows"), artifact, isKnown: key == PopularityModel.Key); // popularity is the same for all

        await RestartAsync();
        await Get<ShopLoader>().Loaded;

        Assert.Equal(artifact.Hash, Get<ModelStore>().Current!.Artifact.Hash);
        await RankedByAsync(artifact.Hash);
        AssertSlate(await SlateAsync(known), artifact, isKnown: true);
    }

    [Fact]
    public async Task Publish_WhileShoppersAsk_NoRequestIsDropped()
    {
        await StockAsync();
        using var stop = new CancellationTokenSource();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        var shoppers = Enumerable.Range(0, 3).Select(n => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var slate = await Get<Recommender>().RecommendAsync(new SlateRequest("home", 5) { UserId = Events[n * 30].UserId, Explain = true });
                Assert.Equal(5, slate.Items.Count);
                if (slate.Degraded is [var why] && why.StartsWith("ranking late", StringComparison.Ordinal)) continue; // a busy machine, not the swap
                Assert.Empty(slate.Degraded);
                foreach (var item in slate.Items) Assert.Equal(item.Score, item.Contributions!.Values.Sum(), 1e-5 * item.Contributions.Values.Sum(Math.Abs) + 1e-6);
                seen[slate.Model] = true;
            }
        })).ToArray();
        var published = new List<string>();
        foreach (var key in (string[])["ease", "ials", "sr"])
        {
            published.Add((await PublishAsync(key)).Name);
            await Eventually.HoldsAsync(() => seen.ContainsKey(published[^1]) || shoppers.Any(shopper => shopper.IsCompleted), "somebody is served by it");
            if (shoppers.FirstOrDefault(shopper => shopper.IsCompleted) is { } failed) await failed;
        }
        await stop.CancelAsync();
        await Task.WhenAll(shoppers);
    }

    [Fact]
    public async Task Log_GrowsAndNobodyChoseAModel_ItIsFittedAnewByItself()
    {
        await StockAsync();
        var before = Get<ModelStore>().Current!.Artifact;
        await Get<EventQueue>().TryEnqueue([.. Events.Take(400).Select(e => e with { Id = new EventId("again-" + e.Id.Value), UserId = new UserId("n" + e.UserId.Value), SessionId = new SessionId("n" + e.SessionId.Value) })])!;

        await Get<ModelFitter>().LookAsync(default);

        var after = Get<ModelStore>().Current!.Artifact;
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.True(after.Training.EventCount > before.Training.EventCount);
        Assert.False(Get<ModelRegistry>().FindPublished()!.Row.IsPromoted);
    }

    static void AssertSlate(JsonElement slate, ModelArtifact artifact, bool isKnown)
    {
        Assert.Equal(artifact.Name, slate.GetProperty("model").GetString());
        Assert.False(slate.TryGetProperty("degraded", out var degraded) && degraded.GetArrayLength() > 0);
        var items = slate.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(5, items.Length);
        foreach (var item in items)
        {
            var terms = item.GetProperty("contributions").EnumerateObject().Select(term => term.Value.GetDouble()).ToArray();
            Assert.Equal(item.GetProperty("score").GetDouble(), terms.Sum(), 1e-5 * terms.Sum(Math.Abs) + 1e-6);
        }
        var relevance = items.Select(item => item.GetProperty("contributions").GetProperty("relevance").GetDouble()).ToArray();
        if (isKnown) Assert.Contains(relevance, value => value > 0.1);
        else Assert.All(relevance, value => Assert.Equal(0, value));
    }
}
