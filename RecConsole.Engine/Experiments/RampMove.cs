namespace RecConsole.Engine.Experiments;

/// <summary>What the ramp of a running experiment does next.</summary>
/// <param name="Share">With <see cref="RampAction.Step"/>: of the units, from now on.</param>
/// <param name="At">With <see cref="RampAction.Hold"/>: when the next step is due, where that is known.</param>
/// <param name="Sentence">Why.</param>
public sealed record RampMove(RampAction Action, string Sentence, double? Share = null, DateTimeOffset? At = null);

/// <summary>See <see cref="RampPolicy"/>.</summary>
public enum RampAction
{
    /// <summary>Everything stays.</summary>
    Hold,

    /// <summary>More units enter.</summary>
    Step,

    /// <summary>It ends: everybody sees what is live.</summary>
    RollBack,
}
