using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Ranking;

public sealed class RankerTests
{
    static StrategyRevision RandomRevision(ulong seed, SignalCatalog signals)
    {
        var rng = new Rng(seed);
        return new StrategyRevision("random", 1, WeightKeys.All(signals).Select(key => KeyValuePair.Create(key, (float)(rng.NextGaussian() * 2))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Contributions_EveryItem_AddUpToTheScore(ulong seed)
    {
        var shop = new RankingCase(400, 16, seed, cold: 20);
        var revision = RandomRevision(seed, shop.Ranker.Current.Signals);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(3), revision, 20));
        for (var i = 0; i < 400; i++)
        {
            var terms = Explanation.Of(ranked, i);
            Assert.InRange(Math.Abs(terms.Values.Sum(v => (double)v) - ranked.ScoreOf(i)), 0, 1e-5 * terms.Values.Sum(v => Math.Abs((double)v)));
            Assert.All(terms.Values, v => Assert.True(float.IsFinite(v)));
        }
    }

    [Fact]
    public async Task PriceFit_OverLiveItems_HasUnitDeviationAndPrefersTheTaste()
    {
        var shop = new RankingCase(800, 4);
        var revision = new StrategyRevision("fit", 1, new Dictionary<string, float> { [WeightKeys.PriceFit] = 1 });
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(5), revision, 10));
        var live = Enumerable.Range(0, 800).Where(i => ranked.Matrix.Catalog[i].IsEligible).Select(i => (double)ranked.ScoreOf(i)).ToArray();
        var mean = live.Average();
        Assert.Equal(0, mean, 1e-3);
        Assert.Equal(1, Math.Sqrt(live.Average(v => (v - mean) * (v - mean))), 1e-2);

        var liked = shop.Shopper(5).Recent.TakeLast(10).Select(r => shop.Catalog.Current.Find(r.ItemId)!.Price).Where(p => p > 0).Average(p => Math.Log((double)p!));
        var top = ranked.Top.Indices.ToArray().Select(i => Math.Abs(Math.Log((double)ranked.Matrix.Catalog[i].Price!) - liked));
        Assert.All(top, distance => Assert.InRange(distance, 0, 0.3));
    }

    [Fact]
    public async Task Rank_BoughtInCartExcludedPageAndIneligible_AreNeverShown()
    {
        var shop = new RankingCase(300, 8);
        for (var i = 0; i < 300; i += 7) shop.Apply(RankingCase.Event(i % 2 == 0 ? EventKind.Purchase : EventKind.AddToCart, "u9", $"i{i}", RankingCase.Now));
        var query = new RankQuery(shop.Shopper(9), StrategyStore.FirstDefault, 300) { Context = new RequestContext { ItemId = new ItemId("i1") }, Exclude = [new ItemId("i2"), new ItemId("unknown")] };
        using var ranked = await shop.Ranker.RankAsync(query);
        var shown = ranked.Top.Indices.ToArray();
        var allowed = Enumerable.Range(0, 300).Where(i => i % 7 != 0 && i is not (1 or 2) && ranked.Matrix.Catalog[i].IsEligible);
        Assert.Equal(allowed, shown.Order());
    }

    [Fact]
    public async Task Rank_Category_RestrictsToIt()
    {
        var shop = new RankingCase(300, 8);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(1), StrategyStore.FirstDefault, 300) { Context = new RequestContext { Category = "C1" } });
        Assert.NotEmpty(ranked.Top.Indices.ToArray());
        Assert.All(ranked.Top.Indices.ToArray(), i => Assert.Equal("c1", ranked.Matrix.Catalog[i].Category));
    }

    [Fact]
    public async Task Rank_ManyAtOnce_EqualsEachAlone()
    {
        var shop = new RankingCase(2000, 16);
        var alone = new List<int[]>();
        for (var u = 0; u < 40; u++)
        {
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(u), StrategyStore.FirstDefault, 20));
            alone.Add(ranked.Top.Indices.ToArray());
        }
        var together = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(async () =>
        {
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(i % 40), StrategyStore.FirstDefault, 20));
            return ranked.Top.Indices.ToArray();
        })));
        for (var i = 0; i < together.Length; i++) Assert.Equal(alone[i % 40], together[i]);
    }

    [Fact]
    public async Task Publish_WhileRanking_EachRequestSeesOneSet()
    {
        var shop = new RankingCase(500, 8);
        var revision = RandomRevision(4, shop.Ranker.Current.Signals);
        using var stop = new CancellationTokenSource();
        var swaps = Task.Run(() =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                shop.Change($"i{n % 500}", item => item with { Price = 1 + n % 90, Stock = n % 3 });
                shop.Refresh();
            }
        });
        var workers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var n = 0; n < 300; n++)
            {
                using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(w), revision, 15));
                Assert.Null(ranked.Degraded);
                for (var i = 0; i < ranked.Top.Count; i++)
                {
                    var item = ranked.Top.Indices[i];
                    Assert.True(ranked.Matrix.Catalog[item].IsEligible);
                    // scored from this very set: its signals were not written over while the request held it
                    Assert.Equal(ranked.Top.Scores[i], ranked.ScoreOf(item));
                }
            }
        }));
        try
        {
            await Task.WhenAll(workers);
        }
        finally
        {
            await stop.CancelAsync();
            await swaps;
        }
    }

    [Fact]
    public async Task Rank_EmptyCatalogue_GivesNothing()
    {
        var shop = new RankingCase(0, 0);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(SessionState.Empty, StrategyStore.FirstDefault, 20));
        Assert.Equal(0, ranked.Top.Count);
    }
}
