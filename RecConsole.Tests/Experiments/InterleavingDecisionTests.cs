using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

/// <summary>The verdict of an interleaving as a truth table.</summary>
public sealed class InterleavingDecisionTests
{
    const double Early = 3, Middle = 10, Over = 28;

    public static TheoryData<string, long, long, double, double, bool, DecisionCode> Table => new()
    {
        // red check, wins of the control, of the variant, p, days run, may be read at any time, verdict
        { "", 400, 600, 0.001, Middle, true, DecisionCode.Preferred },
        { "", 600, 400, 0.001, Middle, true, DecisionCode.NotPreferred },
        { "", 400, 600, 0.05, Middle, true, DecisionCode.Preferred }, // alpha itself
        { "", 480, 520, 0.3, Middle, true, DecisionCode.KeepRunning },
        { "", 480, 520, 0.3, Over, true, DecisionCode.Inconclusive },
        { "", 0, 0, 1, Middle, true, DecisionCode.KeepRunning },
        { "", 0, 0, 1, Over, true, DecisionCode.Inconclusive },
        // the interval lies within the lead of interest
        { "", 50_000, 50_100, 0.9, Middle, true, DecisionCode.NoEffectOfInterest },
        { "", 50_000, 50_100, 0.9, Over, false, DecisionCode.NoEffectOfInterest },
        // told from one half, although not by much: that comes first
        { "", 50_000, 50_900, 0.004, Middle, true, DecisionCode.Preferred },
        // too early
        { "", 400, 600, 0.001, Early, true, DecisionCode.KeepRunning },
        { "", 600, 400, 0.001, Early, true, DecisionCode.KeepRunning },
        // read once, at the planned end
        { "", 400, 600, 0.001, Middle, false, DecisionCode.KeepRunning },
        { "", 400, 600, 0.001, Over, false, DecisionCode.Preferred },
        { "", 600, 400, 0.001, Over, false, DecisionCode.NotPreferred },
        // a red check comes before everything
        { "fair draft", 400, 600, 0.001, Middle, true, DecisionCode.Unhealthy },
        { "fair draft", 600, 400, 0.001, Early, false, DecisionCode.Unhealthy },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_RowOfTheTable_IsTheVerdict(string red, long control, long variant, double p, double days, bool anyTime, DecisionCode expected)
    {
        var decision = InterleavingDecision.Of(Facts(red, control, variant, p, days, anyTime));

        Assert.Equal(expected, decision.Code);
        Assert.Contains(InterleavingDecision.Limit, decision.Reasons);
        Assert.Equal(expected == DecisionCode.KeepRunning, decision.DaysLeft is > 0);
    }

    [Fact]
    public void Of_Preference_SaysWhoWonHowMuchOfWhat()
    {
        var decision = InterleavingDecision.Of(Facts("", 1017, 1204, 0.0003, Middle, true));

        Assert.Equal("Shoppers prefer new: it won 54.2% of the sessions that preferred one (1,204 of 2,221); sequential p 0.0003.", decision.Sentence);
        Assert.Contains("new won 1,204 of the sessions, old 1,017; 40 preferred neither.", decision.Reasons);
        Assert.StartsWith("Shoppers prefer old: it won 60.0%", InterleavingDecision.Of(Facts("", 600, 400, 0.001, Over, false)).Sentence, StringComparison.Ordinal);
    }

    static InterleavingFacts Facts(string red, long control, long variant, double p, double days, bool anyTime) => new("old", "new", "sessions", control, variant, 40)
    {
        RedChecks = red.Length == 0 ? [] : [red], DaysRun = days, MinimumDays = 7, PlannedDays = 14, MayBeReadAnyTime = anyTime, Alpha = 0.05, PValue = p,
        Share = anyTime ? EvenChance.AtEveryLook(variant, control) : EvenChance.AtOneLook(variant, control), LeastLead = 0.02,
    };
}
