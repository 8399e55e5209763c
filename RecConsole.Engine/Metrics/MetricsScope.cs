using System.Diagnostics.CodeAnalysis;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// Which series a listener wants: <c>all</c>, <c>placement:NAME</c> or <c>strategy:KEY</c>. Names without traffic (yet)
/// are fine: their series appear when they are served.
/// </summary>
public sealed record MetricsScope
{
    const string PlacementPrefix = "placement:";
    const string StrategyPrefix = "strategy:";

    public static MetricsScope All { get; } = new();

    public string? Placement { get; private init; }
    public string? Strategy { get; private init; }

    /// <param name="problem">What is wrong with the text and what would be right.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MetricsScope? scope, [NotNullWhen(false)] out string? problem)
    {
        scope = text switch
        {
            "all" => All,
            { Length: > 10 } when text.StartsWith(PlacementPrefix, StringComparison.Ordinal) => new MetricsScope { Placement = text[PlacementPrefix.Length..] },
            { Length: > 9 } when text.StartsWith(StrategyPrefix, StringComparison.Ordinal) => new MetricsScope { Strategy = text[StrategyPrefix.Length..] },
            _ => null,
        };
        problem = scope is null ? $"scope '{text}' is not known; it is all, placement:NAME or strategy:KEY" : null;
        return scope is not null;
    }

    public override string ToString() =>
        Placement is not null ? PlacementPrefix + Placement : Strategy is not null ? StrategyPrefix + Strategy : "all";

    public bool Covers(string? strategy, string? placement) => this switch
    {
        { Placement: { } wanted } => placement == wanted,
        { Strategy: { } wanted } => strategy == wanted,
        _ => true,
    };

    /// <summary>The frame with the series of this scope only; the server's own figures stay as they are.</summary>
    public MetricsFrame Narrow(MetricsFrame frame) => this == All ? frame : frame with
    {
        Series = [.. frame.Series.Where(one => Covers(one.Strategy, one.Placement))],
        Rollups = [.. frame.Rollups.Where(one => Covers(one.Strategy, one.Placement))],
    };
}
