using RecConsole.Engine.Numerics;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ScoreTermsTests
{
    [Fact]
    public void Shown_RoundingLosesAUnit_GivesItToTheTermThatLostMost()
    {
        var terms = ScoreTerms.Shown(new Dictionary<string, float> { ["a"] = 0.0004f, ["b"] = 0.0003f, ["c"] = 0.0003f }, 0.001f);

        Assert.Equal([("a", 0.001), ("b", 0.0), ("c", 0.0)], terms.Select(term => (term.Name, Math.Round(term.Value, 3))));
    }

    [Fact]
    public void Shown_AnyContributions_AddUpAsShown()
    {
        var rng = new Rng(7);
        for (var n = 0; n < 200; n++)
        {
            var contributions = Enumerable.Range(0, 1 + n % 12).ToDictionary(k => $"t{k}", _ => (float)(rng.NextDouble() * 4 - 2));
            var score = contributions.Values.Sum();

            var shown = ScoreTerms.Shown(contributions, score).Sum(term => Math.Round(term.Value * 1000));

            Assert.Equal(Math.Round(score * 1000.0), shown);
        }
    }

    [Fact]
    public void Shown_Terms_WeightiestFirst() =>
        Assert.Equal(["c", "a", "b"], ScoreTerms.Shown(new Dictionary<string, float> { ["a"] = 0.5f, ["b"] = 0, ["c"] = -2 }, -1.5f).Select(term => term.Name));

    [Fact]
    public void Shown_ContributionsThatDoNotAddUp_AreNotBentToTheScore() =>
        Assert.Equal(0.5, ScoreTerms.Shown(new Dictionary<string, float> { ["a"] = 0.5f }, 2f).Single().Value, 6);

    [Theory]
    [InlineData("relevance", "Relevance")]
    [InlineData("priceFit", "Price fit")]
    [InlineData("stock_cover", "Stock cover")]
    [InlineData("rule:summer", "Rule summer")]
    [InlineData("attribute:weight", "Attribute weight")]
    public void Label_TermNames_AreWords(string name, string expected) => Assert.Equal(expected, ScoreTerms.Label(name));
}
