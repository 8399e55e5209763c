using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class RngTests
{
    [Fact]
    public void NextUInt64_SameSeed_SameStream()
    {
        var a = new Rng(7);
        var b = new Rng(7);
        for (var i = 0; i < 1000; i++) Assert.Equal(a.NextUInt64(), b.NextUInt64());
    }

    [Fact]
    public void NextUInt64_SplitMixSeeded_MatchesReferenceImplementation()
    {
        // SplitMix64 from state 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec (reference C code of
        // S. Vigna); xoshiro256** of that state gives rotl(s1 * 5, 7) * 9 first.
        var s1 = 0x6e789e6aa1b965f4UL;
        var expected = System.Numerics.BitOperations.RotateLeft(s1 * 5, 7) * 9;
        Assert.Equal(expected, new Rng(0).NextUInt64());
    }

    [Fact]
    public void Fork_AfterDraws_DependsOnSeedAndStreamOnly()
    {
        var fresh = new Rng(3);
        var used = new Rng(3);
        for (var i = 0; i < 10; i++) used.NextDouble();
        Assert.Equal(fresh.Fork(5).NextUInt64(), used.Fork(5).NextUInt64());
        Assert.NotEqual(fresh.Fork(5).NextUInt64(), fresh.Fork(6).NextUInt64());
    }

    [Fact]
    public void NextInt_ManyDraws_IsUniform()
    {
        var rng = new Rng(11);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[rng.NextInt(10)]++;
        var chiSquare = counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000.0);
        Assert.InRange(chiSquare, 0, 27.88); // 99.9 % of chi-square with 9 degrees of freedom
    }

    [Fact]
    public void NextGaussian_ManyDraws_HasUnitMoments()
    {
        var rng = new Rng(12);
        var draws = Enumerable.Range(0, 200_000).Select(_ => rng.NextGaussian()).ToArray();
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(draws.Average(x => x * x * x), -0.05, 0.05);
    }
}
