using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class BitsetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(130)]
    public void Complement_Twice_IsTheSame(int length)
    {
        var set = new Bitset(length);
        for (var i = 0; i < length; i += 3) set[i] = true;
        var count = set.Count();
        set.Complement();
        Assert.Equal(length - count, set.Count());
        set.Complement();
        Assert.Equal(count, set.Count());
    }

    [Fact]
    public void UnionAndIntersection_OfTwoSets_AreElementwise()
    {
        var rng = new Rng(1);
        var a = new Bitset(200);
        var b = new Bitset(200);
        for (var i = 0; i < 200; i++) (a[i], b[i]) = (rng.NextBool(0.4), rng.NextBool(0.4));
        var union = a.Clone();
        union.UnionWith(b);
        var both = a.Clone();
        both.IntersectWith(b);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(a[i] || b[i], union[i]);
            Assert.Equal(a[i] && b[i], both[i]);
        }
        Assert.Equal(a.Count() + b.Count(), union.Count() + both.Count());
    }

    [Fact]
    public void Index_OutOfRange_Throws()
    {
        var set = new Bitset(65);
        Assert.Throws<ArgumentOutOfRangeException>(() => set[65]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set[-1] = true);
    }

    [Fact]
    public void UnionWith_OtherLength_SaysSo() =>
        Assert.Contains("must cover the same items", Assert.Throws<ArgumentException>(() => new Bitset(3).UnionWith(new Bitset(4))).Message);
}
