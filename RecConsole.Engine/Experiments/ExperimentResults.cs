namespace RecConsole.Engine.Experiments;

/// <summary>All that is known of a phase at one moment. Immutable; what the page, the route and the guardrails read.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="Started">Of the phase.</param>
/// <param name="Arms">Units by arm with their weights; without those that were shown several.</param>
/// <param name="Metrics">In the order of the definition.</param>
/// <param name="Decisions">One for each arm but the control.</param>
/// <param name="FamilySize">Comparisons over which the p-values of goals are corrected.</param>
/// <param name="LowestSampleRatio">The lowest value that any look has found, this one included; of an interleaved phase that of its draft, whose teams are to be placed alike.</param>
/// <param name="UnitsNeeded">Of all arms, for the plan's power at its effect, by the first goal as it varies here; null where that is not known yet.</param>
/// <param name="DaysNeeded">Until then at the pace so far; null where there is none.</param>
public sealed record ExperimentResults(string Key, int Phase, DateTimeOffset At, DateTimeOffset Started, IReadOnlyList<ArmCount> Arms, IReadOnlyList<MetricOutcome> Metrics,
    IReadOnlyList<HealthCheck> Health, IReadOnlyList<ExperimentDecision> Decisions, int FamilySize, double LowestSampleRatio, double? UnitsNeeded, double? DaysNeeded)
{
    /// <summary>Of an interleaved phase, which has no metrics by arm; null of others.</summary>
    public InterleavingOutcome? Interleaving { get; init; }

    /// <summary>Only of a bandit; then the figures are those of all its phases together, weighted by period.</summary>
    public BanditResults? Bandit { get; init; }

    public long Units => Arms.Sum(arm => arm.Units);

    /// <summary>The worst news first: what a reader of ten seconds is told.</summary>
    public ExperimentDecision? Decision => Decisions.MinBy(decision => decision.Code switch
    {
        DecisionCode.Unhealthy => 0,
        DecisionCode.Ship or DecisionCode.Preferred or DecisionCode.NotPreferred => 1,
        DecisionCode.RollBack => 2,
        DecisionCode.KeepRunning => 3,
        DecisionCode.NoEffectOfInterest => 4,
        _ => 5,
    });
}
