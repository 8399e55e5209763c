using System.Text.Json.Serialization;

namespace RecConsole.Engine.Metrics;

/// <summary>The columns of one series in a <see cref="MetricsHistory"/>; the names are those of <see cref="SeriesFrame"/>.</summary>
public sealed record SeriesHistory
{
    public string? Strategy { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Experiment { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variant { get; init; }
    public string? Placement { get; init; }
    public bool Simulated { get; init; }

    public required long[] Impressions { get; init; }
    public required long[] Clicks { get; init; }
    public required long[] Carts { get; init; }
    public required long[] Orders { get; init; }
    public required decimal[] Revenue { get; init; }
    public required int[] Sessions { get; init; }
    public required int[] SessionsWithOrder { get; init; }
    public required double?[] Ctr { get; init; }
    public required double?[] Conversion { get; init; }
}
