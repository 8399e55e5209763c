using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Experiments;

/// <summary>The analysis of a CSV as CSV, every figure raw: a row for each arm, and one for each arm and way to read it.</summary>
static class AnalysisRows
{
    public static IReadOnlyList<string> ArmColumns { get; } = ["metric", "kind", "arm", "units", "share", "planned share", "value", "standard error"];

    public static IReadOnlyList<string> ComparisonColumns { get; } =
        ["metric", "arm", "control", "reading", "estimate", "standard error", "from", "to", "p", "adjusted p", "variance reduction", "chance to be better", "risk", "state"];

    public static IEnumerable<object[]> Arms(CsvAnalysis analysis) => analysis.Result.Arms.Select((arm, place) => new object[]
    {
        analysis.Result.Metric, analysis.Result.Kind.ToString(), arm.Name, arm.Units, Raw((double)arm.Units / analysis.UnitsInArms), analysis.PlannedShare(place), Raw(arm.Value), Raw(arm.StandardError),
    });

    public static IEnumerable<object[]> Comparisons(CsvAnalysis analysis) =>
        from one in analysis.Result.Comparisons
        from reading in Readings(one)
        select (object[])
        [
            analysis.Result.Metric, one.Arm, one.Control, reading.Name, Raw(reading.Test?.Estimate), Raw(reading.Test?.StandardError), Raw(reading.Test?.Lower), Raw(reading.Test?.Upper), Raw(reading.Test?.PValue),
            Raw(one.AdjustedPValue), Raw(one.VarianceReduction), Raw(one.ProbabilityToBeatControl), Raw(one.Risk), AnalysisWords.Of(one).Word,
        ];

    static (string Name, TestResult? Test)[] Readings(ArmComparison one) =>
        [("absolute", one.Absolute), ("relative", one.Relative), ("absolute, every look", one.Sequential), ("absolute, CUPED", one.Cuped)];

    static object Raw(double? value) => value is { } number && double.IsFinite(number) ? number : "";
}
