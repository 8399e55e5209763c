using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// What counts are kept by. A null strategy means all strategies, a null placement all placements: such rollups are
/// kept beside the leaves because sessions, unlike the other counts, do not add up over leaves. Simulated and real
/// traffic never share a series.
/// </summary>
public readonly record struct SeriesKey(string? Strategy, string? Experiment, string? Variant, string? Placement, bool Simulated)
{
    /// <summary>Whether this is one strategy in one placement, not a rollup.</summary>
    public bool IsLeaf => Strategy is not null && Placement is not null;

    public static SeriesKey Of(SlateRecord slate) =>
        new(slate.Strategy, slate.Experiment, slate.Variant, slate.Placement, slate.Simulated);

    public SeriesKey OverPlacements() => this with { Placement = null };

    public SeriesKey OverStrategies() => this with { Strategy = null, Experiment = null, Variant = null };

    public SeriesKey OverAll() => new(null, null, null, null, Simulated);
}
