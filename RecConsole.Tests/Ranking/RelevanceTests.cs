using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Ranking;

public sealed class RelevanceTests
{
    static readonly StrategyRevision RelevanceOnly = new("relevance-only", 1, new Dictionary<string, float> { [WeightKeys.Relevance] = 1 });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public async Task Relevance_OverLiveItems_IsAZScore(int dimensions)
    {
        var shop = new RankingCase(700, dimensions);
        await AssertZScore(shop);

        shop.Change("i3", item => item with { Stock = 0 });
        shop.Change("i4", item => item with { Active = false });
        shop.Refresh();
        await AssertZScore(shop);

        shop.Change("i3", item => item with { Stock = 9 });
        shop.Refresh();
        await AssertZScore(shop);
    }

    [Fact]
    public async Task Relevance_ItemsUnknownToTheModel_SitAtTheMean()
    {
        var shop = new RankingCase(300, 8, cold: 40);
        await AssertZScore(shop);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(1), RelevanceOnly, 10));
        for (var i = 260; i < 300; i++) Assert.Equal(0, ranked.ScoreOf(i), 1e-4f);
    }

    [Fact]
    public async Task Relevance_UnknownShopper_IsZeroForAll()
    {
        var shop = new RankingCase(100, 8);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(SessionState.Empty, RelevanceOnly, 100));
        foreach (var score in ranked.Top.Scores) Assert.Equal(0f, score);
        Assert.True(ranked.Top.Count > 80);
    }

    [Fact]
    public async Task Relevance_NoModel_IsZeroForAll()
    {
        var shop = new RankingCase(100, 0);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(1), RelevanceOnly, 100));
        foreach (var score in ranked.Top.Scores) Assert.Equal(0f, score);
    }

    /// <summary>Against the definition: (e·u - mean) / deviation over all live items, in double.</summary>
    static async Task AssertZScore(RankingCase shop)
    {
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(2), RelevanceOnly, 50));
        var matrix = ranked.Matrix;
        var q = ranked.Request.Vector.ToArray();
        var products = Enumerable.Range(0, matrix.Catalog.Count).Select(i => Dot(q, matrix.Scores.Dense.Row(i).ToArray())).ToArray();
        var live = Enumerable.Range(0, matrix.Catalog.Count).Where(i => matrix.Catalog[i].IsEligible).ToArray();
        var mean = live.Average(i => products[i]);
        var deviation = Math.Sqrt(live.Average(i => (products[i] - mean) * (products[i] - mean)));
        Assert.True(deviation > 0);
        for (var i = 0; i < products.Length; i++)
            Assert.Equal((products[i] - mean) / deviation, ranked.ScoreOf(i), 1e-4);
    }

    static double Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < b.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
