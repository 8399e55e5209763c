namespace RecConsole.Engine.Slates;

/// <summary>Section <c>Slates</c> of the settings.</summary>
public sealed record SlateOptions
{
    /// <summary>R: draws beside the served one by which propensities are estimated. Their standard error is sqrt(p (1 - p) / R).</summary>
    public int Replays { get; init; } = 64;

    /// <summary>Every fault of these options, each naming its key; empty when they can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (Replays is < 1 or > 10_000) yield return "Slates:Replays must lie between 1 and 10000.";
    }
}
