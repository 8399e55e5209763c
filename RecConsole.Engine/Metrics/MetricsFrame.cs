namespace RecConsole.Engine.Metrics;

/// <summary>
/// The live figures of one second, immutable: the hub's <c>metrics</c> message, and what components show. Definitions:
/// <see cref="SeriesFrame"/> and <see cref="LiveMetrics"/>.
/// </summary>
public sealed record MetricsFrame
{
    public static MetricsFrame Empty { get; } = new();

    public DateTimeOffset Time { get; init; }
    /// <summary>The trailing window that the series' counts and ratios cover.</summary>
    public int WindowSeconds { get; init; } = LiveMetrics.WindowSeconds;
    /// <summary>When counting began: with the oldest slate of the last day that the log holds, at the start of the server, or as the shop was replaced.</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>How much of the window has been lived through: what a rate over the window divides by. At least 1.</summary>
    public int CoveredSeconds => (int)Math.Clamp((Time - Since).TotalSeconds, 1, WindowSeconds);
    /// <summary>One strategy (and arm) in one placement each.</summary>
    public IReadOnlyList<SeriesFrame> Series { get; init; } = [];
    /// <summary>The same over all placements, over all strategies, and over both (the nulls tell which).</summary>
    public IReadOnlyList<SeriesFrame> Rollups { get; init; } = [];
    public ShopTotals Shop { get; init; } = ShopTotals.None;
    /// <summary>Slates a second, over the last 10 s; of the whole server, whatever the scope.</summary>
    public double RequestsPerSecond { get; init; }
    /// <summary>Accepted events a second, over the last 10 s; of the whole server, whatever the scope.</summary>
    public double EventsPerSecond { get; init; }
    public LatencyMs LatencyMs { get; init; }
    /// <summary>Where the ranking runs: "cpu" or "cuda", with its name where known.</summary>
    public string Device { get; init; } = "cpu";
    /// <summary>The model of the latest slate; null before the first.</summary>
    public string? Model { get; init; }
    /// <summary>Whether any traffic of the window was simulated.</summary>
    public bool Simulated { get; init; }
}
