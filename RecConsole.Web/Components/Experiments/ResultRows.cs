using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Components.Experiments;

/// <summary>The table of the results as CSV: a row for each metric and arm, every figure raw.</summary>
static class ResultRows
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "experiment", "phase", "metric", "role", "arm", "units control", "units arm", "value control", "value arm", "absolute change", "absolute from", "absolute to",
        "raw change", "raw from", "raw to", "raw p", "raw sequential from", "raw sequential to", "raw sequential p",
        "CUPED change", "CUPED from", "CUPED to", "CUPED p", "CUPED sequential from", "CUPED sequential to", "CUPED sequential p", "variance reduction",
        "adjusted p", "chance to be better", "risk", "state", "family size",
    ];

    public static IEnumerable<object[]> Of(Experiment experiment, ExperimentResults results) =>
        from metric in results.Metrics
        from look in metric.Looks
        let control = metric.Arms.First(arm => arm.Name == look.Control)
        let arm = metric.Arms.First(arm => arm.Name == look.Arm)
        select (object[])
        [
            experiment.Key, results.Phase, metric.Name, metric.Metric.Role.ToString(), look.Arm, control.Units, arm.Units, Raw(control.Value), Raw(arm.Value), .. Three(look.Absolute),
            .. Three(look.Fixed), Raw(look.Fixed?.PValue), .. Two(look.Sequential), Raw(look.Sequential?.PValue),
            .. Three(look.Cuped), Raw(look.Cuped?.PValue), .. Two(look.CupedSequential), Raw(look.CupedSequential?.PValue), Raw(look.VarianceReduction),
            Raw(look.AdjustedPValue), Raw(look.ProbabilityToBeatControl), Raw(look.Risk), ExperimentWords.Of(metric.Metric.Role, look).Word, results.FamilySize,
        ];

    static object Raw(double? value) => value is { } number && double.IsFinite(number) ? number : "";

    static object[] Three(TestResult? test) => [Raw(test?.Estimate), .. Two(test)];

    static object[] Two(TestResult? test) => [Raw(test?.Lower), Raw(test?.Upper)];
}
