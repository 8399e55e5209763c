using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// The verdict of a bandit, which is one for all its arms: which is best, what it has, and what to do. A pure function.
/// </summary>
/// <param name="Facts">Of the leading arm: its goals and guardrails by the figures that are weighted by period.</param>
/// <param name="Waits">Why shares cannot move yet for want of units; null once they may.</param>
public sealed record BanditDecision(DecisionFacts Facts, BanditStanding Leader, string Control, double Alpha, string? Waits)
{
    /// <summary>Arms whose guardrails are shown to be worse, with them.</summary>
    public IReadOnlyList<(string Arm, string Guardrail)> Harmed { get; init; } = [];

    /// <summary>What is known of the first goal in the other arms against the control.</summary>
    public IReadOnlyList<GoalState> Trailing { get; init; } = [];

    /// <summary>
    /// In this order, the first that holds: a red check; a harmed guardrail; too few units; the minimum run time; then, for a leader
    /// that is best with 1 - alpha: a guardrail that is not decided, the difference that is shown (at every look, weighted by period) or
    /// the planned end; else keep running until that. Probabilities alone end nothing before: looked at after each period, two equal
    /// arms reach 95 % too often.
    /// </summary>
    public ExperimentDecision Decide()
    {
        var (better, open) = (Facts.Goals.Any(goal => goal.State == GoalState.Better) && Facts.Goals.All(goal => goal.State != GoalState.Worse),
            Facts.Guardrails.Where(one => one.State != GuardrailState.NonInferior).Select(one => one.Metric).ToList());
        var left = Facts.PlannedDays - Facts.DaysRun;
        var isControl = Leader.Name == Control;
        var isShown = isControl ? Trailing.Count > 0 && Trailing.All(state => state == GoalState.Worse) : better;
        var standing = $"{Leader.Name} is best with {Percent(Leader.Best)}; it has {Percent(Leader.Share)} of the traffic.";
        ExperimentDecision Is(DecisionCode code, string sentence, double? daysLeft = null) => new(Leader.Name, code, sentence, Why(isControl, open), daysLeft);

        if (Facts.RedChecks.Count > 0) return Is(DecisionCode.Unhealthy, ExperimentDecision.Unhealthy(Facts.RedChecks));
        if (Harmed.Count > 0) return Is(DecisionCode.RollBack, $"Roll back: {ExperimentDecision.List([.. Harmed.Select(one => $"{one.Arm} harms {one.Guardrail}")])}.");
        if (Waits is not null) return Is(DecisionCode.KeepRunning, $"Keep running: {Waits}", left > 0 ? left : null);
        if (Facts.DaysRun < Facts.MinimumDays)
            return Is(DecisionCode.KeepRunning, $"{standing} Keep running: no verdict before {ExperimentDecision.Days(Facts.MinimumDays)}; {ExperimentDecision.Days(Facts.MinimumDays - Facts.DaysRun)} left.", Facts.MinimumDays - Facts.DaysRun);
        if (Leader.Best < 1 - Alpha)
            return left > 0
                ? Is(DecisionCode.KeepRunning, $"{standing} Keep running: no arm is best with {Percent(1 - Alpha)} yet; {ExperimentDecision.Days(left)} left as planned.", left)
                : Is(DecisionCode.Inconclusive, $"{standing} The planned {ExperimentDecision.Days(Facts.PlannedDays)} are over and no arm is best with {Percent(1 - Alpha)}: the arms earn about the same, so keep what is simplest.");
        if (!isControl && open.Count > 0)
            return left > 0
                ? Is(DecisionCode.KeepRunning, $"{standing} Keep running: harm to {ExperimentDecision.List(open)} is not excluded yet; {ExperimentDecision.Days(left)} left as planned.", left)
                : Is(DecisionCode.Inconclusive, $"{standing} After the planned {ExperimentDecision.Days(Facts.PlannedDays)} harm to {ExperimentDecision.List(open)} is still not excluded: run longer, or weigh that risk.");
        if (!isShown && left > 0)
            return Is(DecisionCode.KeepRunning, $"{standing} Keep running: it earns while it learns, and that the others are worse may still be chance; {ExperimentDecision.Days(left)} left as planned.", left);
        return isControl ? Is(DecisionCode.KeepControl, $"{standing} Stop, and keep it: it is the control.") : Is(DecisionCode.Ship, $"{standing} Stop, and ship it.");
    }

    List<string> Why(bool isControl, List<string> open)
    {
        List<string> reasons = [];
        void Add(bool holds, string reason)
        {
            if (holds) reasons.Add(reason);
        }
        Add(Facts.RedChecks.Count > 0, $"Red checks: {ExperimentDecision.List(Facts.RedChecks)}.");
        foreach (var goal in isControl ? [] : Facts.Goals)
            reasons.Add($"Against {Control}, weighted by period and at every look: {goal.Metric} {Words(goal.State)}.");
        Add(isControl && Trailing.Count > 0, $"Against {Control}, weighted by period and at every look: {Trailing.Count(state => state == GoalState.Worse)} of {Trailing.Count} other arms {(Trailing.Count == 1 ? "is" : "are")} significantly worse.");
        Add(open.Count > 0, $"Guardrails whose margin is not excluded yet: {ExperimentDecision.List(open)}.");
        var holding = Facts.Guardrails.Where(one => one.State == GuardrailState.NonInferior).Select(one => one.Metric).ToList();
        Add(holding.Count > 0, $"Guardrails that hold: {ExperimentDecision.List(holding)}.");
        reasons.Add($"It has run {ExperimentDecision.Days(Facts.DaysRun)} of {ExperimentDecision.Days(Facts.PlannedDays)} planned.");
        return reasons;
    }

    static string Words(GoalState state) => state switch
    {
        GoalState.Better => "is significantly better",
        GoalState.Worse => "is significantly worse",
        GoalState.NoEffectOfInterest => "shows no effect of interest",
        _ => "is not decided",
    };

    static string Percent(double share) => share is > 0.9995 and < 1 ? "more than 99.9%" : share.ToString(share > 0.99 ? "0.#%" : "0%", CultureInfo.InvariantCulture);
}
