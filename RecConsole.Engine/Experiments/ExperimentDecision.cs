using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>The verdict of one arm: what to do, in a sentence, with its reasons.</summary>
/// <param name="DaysLeft">Of <see cref="DecisionCode.KeepRunning"/>, until the planned end or the minimum; else null.</param>
public sealed record ExperimentDecision(string Arm, DecisionCode Code, string Sentence, IReadOnlyList<string> Reasons, double? DaysLeft)
{
    /// <summary>
    /// In this order, the first that holds: a red check; a guardrail that is shown to be worse, at any time, because harm does not
    /// wait; the minimum run time; the planned end of a test that is read once; a goal that is worse; a goal that is better
    /// with every guardrail non-inferior (the decision rule of Schultzberg, Ankargren and Frånberg 2024, "Risk-aware product
    /// decisions in A/B tests with multiple metrics": no goal may be significantly worse); no effect of interest in any goal;
    /// the planned time is over; else keep running.
    /// </summary>
    public static ExperimentDecision Of(DecisionFacts facts)
    {
        string[] Goals(GoalState state) => [.. facts.Goals.Where(goal => goal.State == state).Select(goal => goal.Metric)];
        string[] Guardrails(GuardrailState state) => [.. facts.Guardrails.Where(guardrail => guardrail.State == state).Select(guardrail => guardrail.Metric)];
        var (better, worse, flat) = (Goals(GoalState.Better), Goals(GoalState.Worse), Goals(GoalState.NoEffectOfInterest));
        var (harmed, open) = (Guardrails(GuardrailState.Inferior), Guardrails(GuardrailState.Undecided));
        var reasons = Why(facts, better, worse, flat, harmed, open);
        ExperimentDecision Is(DecisionCode code, string sentence, double? daysLeft = null) => new(facts.Arm, code, sentence, reasons, daysLeft);

        if (facts.RedChecks.Count > 0)
            return Is(DecisionCode.Unhealthy, Unhealthy(facts.RedChecks));
        if (harmed.Length > 0 && facts.MayBeReadAnyTime) return Is(DecisionCode.RollBack, $"Roll back {facts.Arm}: it harms {List(harmed)}.");
        if (facts.DaysRun < facts.MinimumDays)
            return Is(DecisionCode.KeepRunning, $"Keep running: no verdict before {Days(facts.MinimumDays)}{(facts.MinimumDays >= 7 ? ", so that every weekday is in it" : "")}; {Days(facts.MinimumDays - facts.DaysRun)} left.", facts.MinimumDays - facts.DaysRun);
        var left = facts.PlannedDays - facts.DaysRun;
        if (!facts.MayBeReadAnyTime && left > 0)
            return Is(DecisionCode.KeepRunning, $"Keep running: this test is read once, at its planned end; {Days(left)} left.", left);
        if (harmed.Length > 0) return Is(DecisionCode.RollBack, $"Roll back {facts.Arm}: it harms {List(harmed)}.");
        if (worse.Length > 0)
            return Is(DecisionCode.RollBack, $"Roll back {facts.Arm}: it is worse in {List(worse)}{(better.Length > 0 ? $", although better in {List(better)}" : "")}.");
        if (better.Length > 0 && open.Length == 0)
            return Is(DecisionCode.Ship, $"Ship {facts.Arm}: it is better in {List(better)}{(facts.Guardrails.Count > 0 ? $" and does no harm to {List([.. facts.Guardrails.Select(one => one.Metric)])}" : "")}.");
        if (better.Length == 0 && flat.Length > 0 && flat.Length == facts.Goals.Count)
            return Is(DecisionCode.NoEffectOfInterest, $"No effect of interest: {facts.Arm} and the control differ by less than would matter in {List(flat)}. Keep what is simpler.");
        if (left > 0)
            return Is(DecisionCode.KeepRunning, $"Keep running: {(better.Length > 0 ? $"better in {List(better)}, but harm to {List(open)} is not excluded yet" : "nothing is decided yet")}; {Days(left)} left as planned.", left);
        return Is(DecisionCode.Inconclusive, better.Length > 0
            ? $"Inconclusive: {facts.Arm} is better in {List(better)}, but after the planned {Days(facts.PlannedDays)} harm to {List(open)} is still not excluded. Run longer, or weigh that risk."
            : $"Inconclusive: the planned {Days(facts.PlannedDays)} are over and no goal is decided. Run longer, with more traffic, or test something bolder.");
    }

    internal static string Unhealthy(IReadOnlyList<string> redChecks) =>
        $"Unhealthy: {List(redChecks)} {(redChecks.Count == 1 ? "is" : "are")} red. No figure can be trusted until that is mended.";

    static List<string> Why(DecisionFacts facts, string[] better, string[] worse, string[] flat, string[] harmed, string[] open)
    {
        var reasons = new List<string>();
        void Add(string words, IReadOnlyList<string> metrics)
        {
            if (metrics.Count > 0) reasons.Add($"{words}: {List(metrics)}.");
        }
        Add("Red checks", facts.RedChecks);
        Add("Goals that are significantly better", better);
        Add("Goals that are significantly worse", worse);
        Add("Goals without an effect of interest", flat);
        Add("Goals that are not decided", [.. facts.Goals.Where(goal => goal.State == GoalState.Undecided).Select(goal => goal.Metric)]);
        Add("Guardrails that are harmed", harmed);
        Add("Guardrails whose margin is not excluded yet", open);
        Add("Guardrails that hold", [.. facts.Guardrails.Where(one => one.State == GuardrailState.NonInferior).Select(one => one.Metric)]);
        reasons.Add($"It has run {Days(facts.DaysRun)} of {Days(facts.PlannedDays)} planned{(facts.MayBeReadAnyTime ? "; its intervals hold at every look" : ", and is read once, at the end")}.");
        return reasons;
    }

    internal static string Days(double days) => days switch
    {
        >= 0.95 => string.Create(CultureInfo.InvariantCulture, $"{days:0.#} {(Math.Abs(days - 1) < 0.05 ? "day" : "days")}"),
        >= 0.95 / 24 => string.Create(CultureInfo.InvariantCulture, $"{days * 24:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(days * 24 * 60):0} min"),
    };

    internal static string List(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
}
