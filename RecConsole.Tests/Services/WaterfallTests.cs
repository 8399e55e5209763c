using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class WaterfallTests
{
    [Fact]
    public void Of_TermsOfBothSigns_EachBeginsWhereTheOneBeforeEndedAndTheLastEndsAtTheScore()
    {
        var terms = new Dictionary<string, float> { ["relevance"] = 1.2344f, ["popularity"] = -0.5003f, ["newness"] = 0, ["rule:spring"] = 0.5f };
        var score = terms.Values.Sum();

        var steps = Waterfall.Of(terms, score);

        Assert.Equal(3, steps.Count);
        Assert.Equal(0, steps[0].From);
        for (var n = 1; n < steps.Count; n++) Assert.Equal(steps[n - 1].To, steps[n].From);
        Assert.Equal(Math.Round(score, ScoreTerms.Decimals), steps[^1].To, 9);
    }

    [Fact]
    public void Of_NothingThatCounts_HasNoStep() => Assert.Empty(Waterfall.Of(new Dictionary<string, float> { ["relevance"] = 0 }, 0));
}
