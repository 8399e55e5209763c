namespace RecConsole.Engine.Experiments;

/// <summary>All that a verdict of one arm depends on, and nothing else.</summary>
/// <param name="RedChecks">Names of the health checks that are red.</param>
/// <param name="DaysRun">Since the phase began.</param>
/// <param name="MinimumDays">Before these no verdict is given.</param>
/// <param name="PlannedDays">What the plan needs for its power; the end of a test that is read once.</param>
/// <param name="MayBeReadAnyTime">Whether the intervals hold at every look; if not, nothing is decided before the planned days.</param>
public sealed record DecisionFacts(string Arm, IReadOnlyList<string> RedChecks, double DaysRun, double MinimumDays, double PlannedDays, bool MayBeReadAnyTime)
{
    /// <summary>By the metric's name.</summary>
    public IReadOnlyList<(string Metric, GoalState State)> Goals { get; init; } = [];

    /// <summary>By the metric's name.</summary>
    public IReadOnlyList<(string Metric, GuardrailState State)> Guardrails { get; init; } = [];
}
