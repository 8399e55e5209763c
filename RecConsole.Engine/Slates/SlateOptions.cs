namespace RecConsole.Engine.Slates;

/// <summary>Section <c>Slates</c> of the settings.</summary>
public sealed record SlateOptions
{
    /// <summary>R: draws beside the served one by which propensities are estimated. Their standard error is sqrt(p (1 - p) / R).</summary>
    public int Replays { get; init; } = 64;

    /// <summary>Slates of which the whole top M is logged, at most so many a second: the first of each second.</summary>
    public int SamplesPerSecond { get; init; } = 10;

    /// <summary>Slates that the log keeps, the newest: about 0.7 KB each at ten slots and d = 64.</summary>
    public int SlatesKept { get; init; } = 500_000;

    /// <summary>Sampled top Ms that the log keeps, the newest: about 10 KB each at M = 200.</summary>
    public int SamplesKept { get; init; } = 15_000;

    /// <summary>Slates that may wait for the log; what comes beyond is served and not logged, and is counted.</summary>
    public int QueueCapacity { get; init; } = 16_384;

    /// <summary>Every fault of these options, each naming its key; empty when they can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (Replays is < 1 or > 10_000) yield return "Slates:Replays must lie between 1 and 10000.";
        if (SamplesPerSecond is < 0 or > 10_000) yield return "Slates:SamplesPerSecond must lie between 0 and 10000.";
        if (SlatesKept < 1) yield return "Slates:SlatesKept must be 1 or more.";
        if (SamplesKept < 1 || SamplesKept > SlatesKept) yield return "Slates:SamplesKept must lie between 1 and Slates:SlatesKept.";
        if (QueueCapacity < 1) yield return "Slates:QueueCapacity must be 1 or more.";
    }
}
