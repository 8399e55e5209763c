using System.Text.Json.Serialization;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// One series in a <see cref="MetricsFrame"/>. The counts are those of the frame's trailing window, and the two ratios are
/// of exactly these counts; <see cref="Total"/> counts since the server's start.
/// </summary>
public sealed record SeriesFrame
{
    /// <summary>Null in a rollup over strategies.</summary>
    public string? Strategy { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Experiment { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variant { get; init; }
    /// <summary>Null in a rollup over placements.</summary>
    public string? Placement { get; init; }
    /// <summary>True where the demo shop's shoppers made this traffic.</summary>
    public bool Simulated { get; init; }

    public long Slates { get; init; }
    public long Impressions { get; init; }
    public long Clicks { get; init; }
    public long Carts { get; init; }
    public long Orders { get; init; }
    public decimal Revenue { get; init; }
    /// <summary>Sessions active in the window that were served by this series.</summary>
    public int Sessions { get; init; }
    /// <summary>Those of <see cref="Sessions"/> that placed an order.</summary>
    public int SessionsWithOrder { get; init; }

    /// <summary>Clicked item impressions over served item impressions, or null where nothing was served.</summary>
    public double? Ctr { get; init; }
    /// <summary>Sessions with an order over sessions, or null without sessions.</summary>
    public double? Conversion { get; init; }

    public SeriesCounts Total { get; init; }
}
