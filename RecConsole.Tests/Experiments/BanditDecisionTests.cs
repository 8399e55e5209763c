using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

/// <summary>The verdict of a bandit as a truth table.</summary>
public sealed class BanditDecisionTests
{
    static ExperimentDecision Of(string leader = "B", double best = 0.97, double days = 10, GoalState goal = GoalState.Better, GuardrailState? guardrail = null, string? waits = null, bool isRed = false, bool isHarmed = false, GoalState trailing = GoalState.Worse) =>
        new BanditDecision(new DecisionFacts(leader, isRed ? ["sample ratio"] : [], days, 7, 28, true) { Goals = leader == "A" ? [] : [("conversion", goal)], Guardrails = guardrail is { } state ? [("latency", state)] : [] },
            new BanditStanding(leader, 0.85, best, 900, 0.1, null, null), "A", 0.05, waits)
        { Harmed = isHarmed ? [("B", "latency")] : [], Trailing = [trailing] }.Decide();

    [Fact]
    public void Decide_LeaderThatIsShown_IsShippedWithItsStanding()
    {
        var decision = Of();

        Assert.Equal((DecisionCode.Ship, "B is best with 97%; it has 85% of the traffic. Stop, and ship it."), (decision.Code, decision.Sentence));
        Assert.Contains("Against A, weighted by period and at every look: conversion is significantly better.", decision.Reasons);
    }

    public static TheoryData<DecisionCode, string, ExperimentDecision> Cases => new()
    {
        { DecisionCode.Unhealthy, "sample ratio is red", Of(isRed: true, isHarmed: true) },
        { DecisionCode.RollBack, "Roll back: B harms latency.", Of(isHarmed: true, days: 0.1) },
        { DecisionCode.KeepRunning, "A has 3 units", Of(waits: "A has 3 units.") },
        { DecisionCode.KeepRunning, "no verdict before 7 days; 6 days left", Of(days: 1) },
        { DecisionCode.KeepRunning, "no arm is best with 95% yet; 18 days left", Of(best: 0.9) },
        { DecisionCode.Inconclusive, "no arm is best with 95%", Of(best: 0.9, days: 28) },
        { DecisionCode.KeepRunning, "harm to latency is not excluded yet", Of(guardrail: GuardrailState.Undecided) },
        { DecisionCode.Inconclusive, "harm to latency is still not excluded", Of(guardrail: GuardrailState.Undecided, days: 28) },
        { DecisionCode.Ship, "ship it", Of(guardrail: GuardrailState.NonInferior) },
        { DecisionCode.KeepRunning, "may still be chance; 18 days left", Of(goal: GoalState.Undecided) },
        { DecisionCode.Ship, "ship it", Of(goal: GoalState.Undecided, days: 28) },
        { DecisionCode.KeepControl, "A is best with 97%; it has 85% of the traffic. Stop, and keep it", Of(leader: "A") },
        { DecisionCode.KeepRunning, "may still be chance", Of(leader: "A", trailing: GoalState.Undecided) },
        { DecisionCode.KeepControl, "keep it", Of(leader: "A", trailing: GoalState.Undecided, days: 30) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_EachState_HasItsSentence(DecisionCode code, string part, ExperimentDecision decision)
    {
        Assert.Equal(code, decision.Code);
        Assert.Contains(part, decision.Sentence, StringComparison.Ordinal);
    }
}
