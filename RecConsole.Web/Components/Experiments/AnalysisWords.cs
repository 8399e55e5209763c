using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>How the analysis of a CSV is written, whose metric may be in any unit.</summary>
public static class AnalysisWords
{
    public static ExperimentWords.State Of(VerdictCode code) => code switch
    {
        VerdictCode.Better => new("Better", "up", "good"),
        VerdictCode.Worse => new("Worse", "down", "bad"),
        VerdictCode.Unhealthy => new("Unhealthy", "error", "bad"),
        VerdictCode.NoComparison => new("No comparison", "warning", "warn"),
        _ => new("No difference", "same", ""),
    };

    public static ExperimentWords.State Of(ArmComparison comparison) => comparison switch
    {
        { Absolute: null } => new("No comparison", "warning", "warn"),
        { AdjustedPValue: < MetricVerdict.Alpha, Absolute.Estimate: > 0 } => new("Better", "up", "good"),
        { AdjustedPValue: < MetricVerdict.Alpha, Absolute.Estimate: < 0 } => new("Worse", "down", "bad"),
        _ => new("No difference", "same", ""),
    };

    public static string Of(MetricKind kind) => kind switch
    {
        MetricKind.Binary => "binary: it happened (1) or not (0)",
        MetricKind.Ratio => "ratio: its sum over another column's",
        _ => "mean: a number a unit",
    };

    /// <summary>In the metric's unit.</summary>
    public static string Value(MetricKind kind, double? value) => value switch
    {
        null => Formatting.Unknown,
        { } share when kind == MetricKind.Binary => Formatting.Percent(share),
        > 0 and < 0.000001 => "< 0.000001",
        { } number => Formatting.Number(number, Decimals(number)),
    };

    /// <summary>A difference in the metric's unit.</summary>
    public static string Difference(MetricKind kind, TestResult test) =>
        kind == MetricKind.Binary ? Formatting.Signed(test.Estimate * 100, 2) + " points" : Formatting.Signed(test.Estimate, Decimals(test.Estimate));

    public static string Range(MetricKind kind, TestResult test)
    {
        if (kind == MetricKind.Binary) return $"{Formatting.Signed(test.Lower * 100, 2)} to {Formatting.Signed(test.Upper * 100, 2)} points";
        var decimals = Decimals(Math.Max(Math.Abs(test.Lower), Math.Abs(test.Upper)));
        return $"{Formatting.Signed(test.Lower, decimals)} to {Formatting.Signed(test.Upper, decimals)}";
    }

    /// <summary>Enough for four digits that count, whatever the unit.</summary>
    static int Decimals(double value) => Math.Abs(value) switch
    {
        >= 100 => 2,
        >= 1 => 3,
        >= 0.01 or 0 => 4,
        _ => 6,
    };
}
