namespace RecConsole.Engine.Experiments;

/// <summary>That an experiment was stopped.</summary>
/// <param name="By">What the person is called who stopped it, or RecConsole for a guardrail.</param>
/// <param name="Reason">In that person's words.</param>
public sealed record ExperimentEnd(DateTimeOffset At, string By, StopDecision Decision, string Reason)
{
    /// <summary>Name of the variant that is to go live, for <see cref="StopDecision.Ship"/>.</summary>
    public string? Ships { get; init; }

    /// <summary>The figures that it was stopped on, see <see cref="ExperimentEvidence"/>; null where nothing had been counted.</summary>
    public string? Evidence { get; init; }
}
