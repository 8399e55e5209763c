using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

/// <summary>The verdict as a truth table: every row by hand, and what holds for all combinations of two goals and two guardrails.</summary>
public sealed class ExperimentDecisionTests
{
    const double Early = 3, Middle = 10, Over = 28;

    public static TheoryData<string, string, string, double, bool, DecisionCode> Table => new()
    {
        // red checks, goals, guardrails, days run, may be read at any time, verdict
        { "", "better", "holds", Middle, true, DecisionCode.Ship },
        { "", "better undecided", "holds", Middle, true, DecisionCode.Ship },
        { "", "better flat", "holds holds", Middle, true, DecisionCode.Ship },
        { "", "better", "", Middle, true, DecisionCode.Ship },
        { "", "better", "open", Middle, true, DecisionCode.KeepRunning },
        { "", "better", "holds open", Middle, true, DecisionCode.KeepRunning },
        { "", "better", "open", Over, true, DecisionCode.Inconclusive },
        { "", "better", "harmed", Middle, true, DecisionCode.RollBack },
        { "", "better", "holds harmed", Middle, true, DecisionCode.RollBack },
        { "", "better worse", "holds", Middle, true, DecisionCode.RollBack },
        { "", "worse", "holds", Middle, true, DecisionCode.RollBack },
        { "", "worse", "open", Middle, true, DecisionCode.RollBack },
        { "", "undecided", "holds", Middle, true, DecisionCode.KeepRunning },
        { "", "undecided", "holds", Over, true, DecisionCode.Inconclusive },
        { "", "flat", "holds", Middle, true, DecisionCode.NoEffectOfInterest },
        { "", "flat flat", "open", Middle, true, DecisionCode.NoEffectOfInterest },
        { "", "flat undecided", "holds", Middle, true, DecisionCode.KeepRunning },
        { "", "flat", "harmed", Middle, true, DecisionCode.RollBack },
        // too early: only harm speaks
        { "", "better", "holds", Early, true, DecisionCode.KeepRunning },
        { "", "worse", "holds", Early, true, DecisionCode.KeepRunning },
        { "", "flat", "holds", Early, true, DecisionCode.KeepRunning },
        { "", "better", "harmed", Early, true, DecisionCode.RollBack },
        // read once, at the planned end
        { "", "better", "holds", Middle, false, DecisionCode.KeepRunning },
        { "", "worse", "harmed", Middle, false, DecisionCode.KeepRunning },
        { "", "better", "holds", Over, false, DecisionCode.Ship },
        { "", "better", "harmed", Over, false, DecisionCode.RollBack },
        { "", "undecided", "holds", Over, false, DecisionCode.Inconclusive },
        // a red check comes before everything
        { "sample ratio", "better", "holds", Middle, true, DecisionCode.Unhealthy },
        { "sample ratio", "worse", "harmed", Early, true, DecisionCode.Unhealthy },
        { "sample ratio", "undecided", "open", Over, false, DecisionCode.Unhealthy },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_RowOfTheTable_IsTheVerdict(string red, string goals, string guardrails, double days, bool anyTime, DecisionCode expected)
    {
        var decision = ExperimentDecision.Of(Facts(red, goals, guardrails, days, anyTime));

        Assert.Equal(expected, decision.Code);
        Assert.NotEmpty(decision.Reasons);
        Assert.Equal(expected == DecisionCode.KeepRunning, decision.DaysLeft is > 0);
    }

    [Fact]
    public void Of_EveryCombination_KeepsWhatIsPromised()
    {
        string[] goalStates = ["better", "worse", "flat", "undecided"], guardrailStates = ["holds", "open", "harmed"];
        var looked = 0;
        foreach (var red in new[] { "", "sample ratio" })
            foreach (var first in goalStates)
                foreach (var second in goalStates.Append(""))
                    foreach (var guardrail in guardrailStates.Append(""))
                        foreach (var other in guardrailStates.Append(""))
                            foreach (var days in new[] { Early, Middle, Over })
                                foreach (var anyTime in new[] { true, false })
                                {
                                    looked++;
                                    var facts = Facts(red, $"{first} {second}".Trim(), $"{guardrail} {other}".Trim(), days, anyTime);
                                    var code = ExperimentDecision.Of(facts).Code;
                                    var (goals, guardrails) = (facts.Goals.Select(one => one.State).ToList(), facts.Guardrails.Select(one => one.State).ToList());

                                    Assert.Equal(red.Length > 0, code == DecisionCode.Unhealthy);
                                    if (code == DecisionCode.Ship)
                                    {
                                        Assert.Contains(GoalState.Better, goals);
                                        Assert.DoesNotContain(GoalState.Worse, goals);
                                        Assert.All(guardrails, state => Assert.Equal(GuardrailState.NonInferior, state));
                                        Assert.True(days >= facts.MinimumDays && (anyTime || days >= facts.PlannedDays));
                                    }
                                    if (code == DecisionCode.RollBack) Assert.True(goals.Contains(GoalState.Worse) || guardrails.Contains(GuardrailState.Inferior));
                                    if (red.Length == 0 && anyTime && guardrails.Contains(GuardrailState.Inferior)) Assert.Equal(DecisionCode.RollBack, code);
                                    if (code == DecisionCode.NoEffectOfInterest) Assert.All(goals, state => Assert.Equal(GoalState.NoEffectOfInterest, state));
                                }
        Assert.Equal(2 * 4 * 5 * 4 * 4 * 3 * 2, looked);
    }

    [Fact]
    public void Of_Ship_NamesGoalAndGuardrailInOneSentence()
    {
        var decision = ExperimentDecision.Of(Facts("", "better", "holds", Middle, true));

        Assert.Equal("Ship treatment: it is better in goal 1 and does no harm to guardrail 1.", decision.Sentence);
        Assert.Contains("Goals that are significantly better: goal 1.", decision.Reasons);
    }

    [Fact]
    public void Of_KeepRunning_SaysHowLong() =>
        Assert.Equal("Keep running: nothing is decided yet; 11 days left as planned.", ExperimentDecision.Of(Facts("", "undecided", "open", Middle, true)).Sentence);

    static DecisionFacts Facts(string red, string goals, string guardrails, double days, bool anyTime) =>
        new("treatment", Words(red.Replace(' ', '-')), days, MinimumDays: 7, PlannedDays: 21, anyTime)
        {
            Goals = [.. Words(goals).Select((word, i) => ($"goal {i + 1}", word switch { "better" => GoalState.Better, "worse" => GoalState.Worse, "flat" => GoalState.NoEffectOfInterest, _ => GoalState.Undecided }))],
            Guardrails = [.. Words(guardrails).Select((word, i) => ($"guardrail {i + 1}", word switch { "holds" => GuardrailState.NonInferior, "harmed" => GuardrailState.Inferior, _ => GuardrailState.Undecided }))],
        };

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
