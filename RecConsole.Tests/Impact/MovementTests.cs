using RecConsole.Engine.Impact;

namespace RecConsole.Tests.Impact;

public sealed class MovementTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 2, 3 }, 1)]
    [InlineData(new[] { 1, 2, 3 }, new[] { 4, 5, 6 }, 0)]
    // by hand: overlaps 0, 2, 3 of depths 1, 2, 3; 1·0.9³ + (0.1/0.9)·(0/1·0.9 + 2/2·0.81 + 3/3·0.729) = 0.9
    [InlineData(new[] { 1, 2, 3 }, new[] { 2, 1, 3 }, 0.9)]
    // overlaps 1, 1: 0.5·0.81 + (0.1/0.9)·(0.9 + 0.5·0.81) = 0.55
    [InlineData(new[] { 1, 2 }, new[] { 1, 3 }, 0.55)]
    [InlineData(new int[0], new int[0], 1)]
    [InlineData(new int[0], new[] { 1 }, 0)]
    public void RankBiasedOverlap_KnownLists_EqualsTheFormula(int[] a, int[] b, double expected)
    {
        Assert.Equal(expected, Movement.RankBiasedOverlap(a, b, 0.9), 1e-12);
        Assert.Equal(expected, Movement.RankBiasedOverlap(b, a, 0.9), 1e-12);
    }

    /// <summary>Rounding of the sum must not take equal slates for changed ones, nor go beyond 1.</summary>
    [Fact]
    public void RankBiasedOverlap_EqualLists_IsExactlyOne()
    {
        for (var length = 1; length <= 100; length++)
        {
            var items = Enumerable.Range(0, length).ToArray();
            Assert.Equal(1.0, Movement.RankBiasedOverlap(items, [.. items], 0.9));
        }
    }

    [Fact]
    public void Differs_OrderWithinDepth_Counts()
    {
        Assert.False(Movement.Differs([1, 2, 3], [1, 2, 4], 2));
        Assert.True(Movement.Differs([1, 2, 3], [2, 1, 3], 2));
        Assert.True(Movement.Differs([1, 2], [1, 2, 3], 10));
    }
}
