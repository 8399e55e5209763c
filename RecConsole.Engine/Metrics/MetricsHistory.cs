namespace RecConsole.Engine.Metrics;

/// <summary>
/// Past frames as columns, oldest first: element i of each array belongs to <see cref="Time"/>[i]. Up to 15 minutes come
/// in steps of 1 s, up to an hour in steps of 5 s, up to a day in steps of a minute. Counts and ratios are those of the
/// trailing window at that time, as in a frame. It begins at the server's start: nothing before that is known.
/// </summary>
public sealed record MetricsHistory
{
    /// <summary>Kept at a resolution of a second.</summary>
    public const int SecondsKept = 3600;

    /// <summary>Kept at a resolution of a minute.</summary>
    public const int MinutesKept = 1440;

    public required string Scope { get; init; }
    public required int StepSeconds { get; init; }
    public int WindowSeconds { get; init; } = LiveMetrics.WindowSeconds;
    /// <summary>As in a frame.</summary>
    public DateTimeOffset Since { get; init; }
    public required DateTimeOffset[] Time { get; init; }
    public required double[] RequestsPerSecond { get; init; }
    public required double[] EventsPerSecond { get; init; }
    public required double?[] P50Ms { get; init; }
    public required double?[] P99Ms { get; init; }
    public required IReadOnlyList<SeriesHistory> Series { get; init; }
    public required IReadOnlyList<SeriesHistory> Rollups { get; init; }
}
