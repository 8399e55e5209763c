using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

public sealed class CooccurrenceTests
{
    // Sessions {A, B}, {A, B, C}, {C, D}: a pair of two lines counts 1, a pair of three lines 1/2.
    static readonly History Small = new History()
        .Add("u1", "s1", EventKind.View, "A", "B")
        .Add("u2", "s2", EventKind.View, "A", "B", "C")
        .Add("u3", "s3", EventKind.View, "C", "D");

    [Fact]
    public void Count_SmallSessions_AsByHand()
    {
        var counts = Count(Small, new PpmiOptions());
        Assert.Equal([1.5f, 0.5f], counts[0].Values); // A: B, C
        Assert.Equal([1.5f, 0.5f], counts[1].Values); // B: A, C
        Assert.Equal([0.5f, 0.5f, 1f], counts[2].Values); // C: A, B, D
        Assert.Equal([1f], counts[3].Values); // D: C
        Assert.Equal([0, 1, 3], counts[2].Columns);
    }

    [Fact]
    public void Count_AnyBasketSize_ALineHandsOutItsWeightOnce()
    {
        var history = new History()
            .Add("u1", "small", EventKind.View, "A", "B")
            .Add("u2", "huge", EventKind.View, [.. Enumerable.Range(0, 900).Select(i => $"x{i:000}")])
            .Add("u2", "huge", EventKind.View, "Z");
        var counts = Count(history, new PpmiOptions { Window = 1000 });
        Assert.All(Enumerable.Range(0, counts.RowCount), row => Assert.Equal(1, counts[row].Values.Sum(), 1e-3f));
    }

    [Fact]
    public void Count_HugeBasket_CostIsBoundedByTheWindow()
    {
        var history = new History().Add("u1", "huge", EventKind.View, [.. Enumerable.Range(0, 500).Select(i => $"x{i:000}")]);
        var counts = Count(history, new PpmiOptions { Window = 10 });
        Assert.All(Enumerable.Range(0, 500), row => Assert.InRange(counts[row].Columns.Length, 10, 20));
        Assert.Equal(1, counts[250].Values.Sum(), 1e-5f);
    }

    [Fact]
    public void Count_Kinds_WeighAsTold()
    {
        var history = new History().Add("u1", "s1", EventKind.Purchase, "A").Add("u1", "s1", EventKind.AddToCart, "B").Add("u1", "s1", EventKind.View, "B");
        Assert.Equal([6f], Count(history, new PpmiOptions())[0].Values);
    }

    [Fact]
    public void Count_ImpressionsSearchesRemovals_AreNotCompany()
    {
        var history = new History().Add("u1", "s1", EventKind.View, "A").Add("u1", "s1", EventKind.Impression, "B").Add("u1", "s1", EventKind.RemoveFromCart, "C");
        var counts = Count(history, new PpmiOptions());
        Assert.Equal(1, counts.RowCount);
        Assert.Equal(0, counts.EntryCount);
    }

    [Fact]
    public void Count_SameItemTwice_IsOneLine()
    {
        var history = new History().Add("u1", "s1", EventKind.View, "A", "A", "B", "A");
        Assert.Equal([1f], Count(history, new PpmiOptions())[0].Values);
    }

    [Fact]
    public void Count_NeighbouringSessionsOfAShopper_CountLess()
    {
        var history = new History().Add("u1", "s1", EventKind.View, "A").Add("u2", "other", EventKind.View, "X")
            .Add("u1", "s2", EventKind.View, "B").Add("u1", "s3", EventKind.View, "C");
        var counts = Count(history, new PpmiOptions { NeighbourSessionWeight = 0.25f });
        Assert.Equal([1], counts[0].Columns); // A meets B of the next session, not C of the one after
        Assert.Equal([0.25f], counts[0].Values);
        Assert.Equal([0, 2], counts[1].Columns);
        Assert.Empty(counts[3].Columns); // X is another shopper's
        Assert.Equal(0, Count(history, new PpmiOptions { NeighbourSessionWeight = 0 }).EntryCount);
    }

    [Fact]
    public void Count_AnyHistory_IsSymmetric()
    {
        var counts = Count(History.Clusters(4, 10, 300, seed: 2), new PpmiOptions());
        for (var row = 0; row < counts.RowCount; row++)
            for (var i = 0; i < counts[row].Columns.Length; i++)
            {
                var mirror = counts[counts[row].Columns[i]];
                Assert.Equal(counts[row].Values[i], mirror.Values[Array.BinarySearch(mirror.Columns, row)], 1e-5f);
            }
    }

    // With a = 1 and N = 7: AB log(1.5 * 7 / (2 * 2)), CD log(1 * 7 / (2 * 1)); AC and BC log(0.5 * 7 / 4) < 0 fall away.
    [Theory]
    [InlineData(1.0, 1.0, 0.965081, 1.252763)]
    // a = 0.75, S = 3 * 2^0.75 + 1 = 6.045379: AB log 1.5 - 1.75 log 2 + log S, CD -0.875 log 2 + log S.
    [InlineData(0.75, 1.0, 0.991753, 1.192792)]
    // k = 2 takes log 2 from each.
    [InlineData(1.0, 2.0, 0.271934, 0.559616)]
    public void Weigh_SmallSessions_AsByHand(double smoothing, double shift, double ab, double cd)
    {
        var ppmi = ShiftedPpmi.Weigh(Count(Small, new PpmiOptions()), smoothing, shift, new ParallelOptions());
        Assert.Equal(4, ppmi.EntryCount);
        Assert.Equal(ab, ppmi[0].Values[0], 1e-5);
        Assert.Equal(ab, ppmi[1].Values[0], 1e-5);
        Assert.Equal(cd, ppmi[2].Values[0], 1e-5);
        Assert.Equal([2], ppmi[3].Columns);
    }

    static SparseMatrix Count(History history, PpmiOptions options) => Count(history.Events, options);

    static SparseMatrix Count(IReadOnlyList<ShopEvent> events, PpmiOptions options) =>
        Cooccurrence.Count(SessionCorpus.Build(events, options.Weights, default), options, new ParallelOptions());
}
