using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Ranking;

/// <summary>What the next set shares with the one before, and what it must not write over.</summary>
public sealed class CatalogMatrixBuilderTests
{
    [Fact]
    public void Build_PriceOfAnItemChanged_SharesTheEmbeddings()
    {
        var shop = new RankingCase(200, 8, cold: 10);
        var before = shop.Ranker.Current;

        shop.Change("i7", item => item with { Price = 99 });
        shop.Refresh();

        Assert.NotSame(before, shop.Ranker.Current);
        Assert.Same(before.Scores.Dense, shop.Ranker.Current.Scores.Dense);
    }

    [Fact]
    public void Build_ItemSoldOutBesideColdItems_LaysTheColdOnesAtTheNewMean()
    {
        var shop = new RankingCase(200, 8, cold: 10);
        var before = shop.Ranker.Current;
        var item = Enumerable.Range(0, 150).First(i => !before.Ineligible[i]);

        shop.Change($"i{item}", sold => sold with { Stock = 0 });
        shop.Refresh();

        var after = shop.Ranker.Current;
        Assert.NotEqual(before.Moments.Mean.ToArray(), after.Moments.Mean.ToArray());
        Assert.Equal(after.Moments.Mean.ToArray(), after.Scores.Dense.Row(199).ToArray());
        Assert.Equal(before.Moments.Mean.ToArray(), before.Scores.Dense.Row(199).ToArray());
    }

    [Fact]
    public void Build_SetThatIsHeld_IsNeverWrittenOver()
    {
        var shop = new RankingCase(300, 8, cold: 10);
        var held = shop.Ranker.Current;
        Assert.True(held.TryAcquire());
        var signals = Rows(held.Scores.Signals);
        var dense = Rows(held.Scores.Dense);
        for (var n = 0; n < 6; n++)
        {
            shop.Change($"i{n}", item => item with { Stock = n % 2, Price = 3 + n });
            shop.Refresh();
        }

        Assert.Equal(signals, Rows(held.Scores.Signals));
        Assert.Equal(dense, Rows(held.Scores.Dense));
        held.Release();
    }

    [Fact]
    public void Build_OverAndOver_WritesIntoTheMemoryOfSetsThatNobodyHolds()
    {
        var shop = new RankingCase(20_000, 8);
        for (var n = 0; n < 4; n++) shop.Refresh();
        // of this thread, which lays the set out: other tests allocate meanwhile
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 10; n++) shop.Refresh();
        // one set of signals at this size takes 20,000 x 16 floats and their panels: 2 MB
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, 500_000);
    }

    static float[][] Rows(ColumnBlock block) => [.. Enumerable.Range(0, block.Count).Select(item => block.Row(item).ToArray())];
}
