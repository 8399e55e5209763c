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

    /// <summary>Sampled top Ms that the log keeps, the newest: about 11.4 KB each at M = 200.</summary>
    public int SamplesKept { get; init; } = 15_000;

    /// <summary>Slates that may wait for the log; what comes beyond is served and not logged, and is counted.</summary>
    public int QueueCapacity { get; init; } = 16_384;

    /// <summary>What the range of each key by itself does not tell; names the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (SamplesKept > SlatesKept) yield return "Slates:SamplesKept must lie between 1 and Slates:SlatesKept.";
    }
}
