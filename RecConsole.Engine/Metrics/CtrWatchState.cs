using System.Collections.Immutable;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Metrics;

/// <summary>How a <see cref="CtrWatch"/> stands: immutable, kept over a restart as JSON.</summary>
public sealed record CtrWatchState
{
    /// <summary>What serves: when it is another, the watch begins anew.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Since when this setting is watched.</summary>
    public DateTimeOffset Since { get; init; }

    public DateTimeOffset BlockSince { get; init; }

    /// <summary>By series: what came in the block that is not over.</summary>
    public ImmutableDictionary<string, TrafficCounts> Open { get; init; } = ImmutableDictionary<string, TrafficCounts>.Empty;

    /// <summary>By series: what the first blocks had.</summary>
    public ImmutableDictionary<string, RateSums> Reference { get; init; } = ImmutableDictionary<string, RateSums>.Empty;

    /// <summary>The same over all series.</summary>
    public RateSums ReferenceOverall { get; init; }

    /// <summary>Whether the reference is complete and later blocks are held against it.</summary>
    public bool IsWatching { get; init; }

    /// <summary>Of the reference; 1 is what chance alone would do.</summary>
    public double Dispersion { get; init; } = 1;

    /// <summary>Blocks that were held against the reference.</summary>
    public int Looks { get; init; }

    /// <summary>Log of the gathered ratio; <see cref="RateDrop.Limit"/> is an alarm.</summary>
    public double Evidence { get; init; }

    /// <summary>What came since the evidence was last nothing, and the clicks that the reference would have given.</summary>
    public TrafficCounts Latest { get; init; }

    public double Expected { get; init; }

    public bool HasFallen => Evidence >= RateDrop.Limit;
}

/// <summary>Items shown and items clicked.</summary>
public readonly record struct TrafficCounts(long Shown, long Clicked)
{
    public static TrafficCounts operator +(TrafficCounts a, TrafficCounts b) => new(a.Shown + b.Shown, a.Clicked + b.Clicked);
}
