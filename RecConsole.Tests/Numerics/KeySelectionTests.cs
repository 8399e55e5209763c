using System.Runtime.Intrinsics.X86;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Numerics;

public sealed class KeySelectionTests
{
    /// <summary>Around whole registers, around the most that is compressed, and beyond.</summary>
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 25, 63, 64, 256, 1023, 1024, 1025, 5000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MoveBestToFront_AnyCount_PutsTheSmallestFirstAndLosesNone(int length)
    {
        var rng = new Rng(31);
        foreach (var count in new[] { 0, 1, length / 3, length - 1, length, length + 5 })
        {
            var keys = Keys(rng, length);
            var sorted = keys.Order().ToArray();
            KeySelection.MoveBestToFront(keys, count);
            Assert.Equal(sorted.Take(count), keys.Take(count).Order());
            Assert.Equal(sorted, keys.Order());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(250)]
    [InlineData(1023)]
    [InlineData(KeySelection.MostCompressed)]
    public void Partition_ByMovesOrByCompress_SplitsTheSame(int length)
    {
        if (!Avx512F.IsSupported) return;
        var rng = new Rng(32);
        ulong[] pivots = [0, ulong.MaxValue, RankKey.Of(0, 0), RankKey.Of(1, 5), RankKey.Of(-1, 9)];
        foreach (var pivot in pivots)
        {
            var moved = Keys(rng, length);
            // One key behind the span: the stores of whole registers must not reach it.
            ulong[] compressed = [.. moved, 42];
            var under = KeySelection.PartitionByMoves(moved, pivot);
            Assert.Equal(under, KeySelection.PartitionByCompress(compressed.AsSpan(0, length), pivot));
            Assert.Equal(moved[..under].Order(), compressed[..under].Order());
            Assert.Equal(moved[under..].Order(), compressed[under..length].Order());
            Assert.Equal(42UL, compressed[length]);
        }
    }

    [Fact]
    public void Keep_ScoresAtTheLimit_AreKeptWithAllTies()
    {
        // The third best is 5; with a slack of 1 every 4 may still matter, and -0 is 0.
        float[] scores = [7, 4, 6, 5, 4, 3.9f, 0, -0f, 4, -2];
        var keys = scores.Select((score, item) => RankKey.Of(score, item)).ToArray();
        var kept = Reservoir.Keep(keys, 3, 3, 1, out var limit);
        Assert.Equal(MathF.BitDecrement(4), limit);
        Assert.Equal([0, 1, 2, 3, 4, 8], keys[..kept].Select(RankKey.Index).Order());

        keys = [.. scores.Select((score, item) => RankKey.Of(score, item))];
        kept = Reservoir.Keep(keys, 6, 6, 5, out limit);
        Assert.Equal(MathF.BitDecrement(-1), limit);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], keys[..kept].Select(RankKey.Index).Order());
    }

    /// <summary>Distinct keys of scores with many ties, of both signs.</summary>
    static ulong[] Keys(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(item => RankKey.Of(rng.NextInt(9) - 4, item))];
}
