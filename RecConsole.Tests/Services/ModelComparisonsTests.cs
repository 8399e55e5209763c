using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ModelComparisonsTests
{
    static ComparedSlates Compare(string first, string second) => ModelComparisons.Compare(new UserId("u"), [.. first.Select(c => new ItemId(c.ToString()))], [.. second.Select(c => new ItemId(c.ToString()))]);

    [Theory]
    [InlineData("abcde", "abcde", 1, 1)]
    [InlineData("abcde", "vwxyz", 0, 0)]
    [InlineData("", "", 1, 1)]
    public void Compare_TheSameOrNothing_IsOneOrNought(string first, string second, double overlap, double biased)
    {
        var pair = Compare(first, second);
        Assert.Equal(overlap, pair.Overlap, 12);
        Assert.Equal(biased, pair.RankBiasedOverlap, 12);
    }

    /// <summary>By hand: agreements 0, 1, 2/3 at the three depths; 0.9³ 2/3 + 0.1/0.9 (0 + 1 · 0.81 + 2/3 · 0.729).</summary>
    [Fact]
    public void Compare_TwoChangedPlaces_CountsTheTopMore()
    {
        var pair = Compare("abc", "bad");
        Assert.Equal(2 / 3.0, pair.Overlap, 12);
        Assert.Equal(0.486 + (0.81 + 0.486) / 9, pair.RankBiasedOverlap, 12);
        Assert.True(Compare("abcd", "abxy").RankBiasedOverlap > Compare("abcd", "xycd").RankBiasedOverlap);
    }
}
