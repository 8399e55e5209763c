using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the units of a phase and one of its metrics. Out: the effect by the days since a unit was first exposed: one that fades is
/// novelty, one that grows is learning. Of each day only units whose whole day has passed.
/// </summary>
public sealed record TenureStudy(ExperimentMetric Metric, IReadOnlyList<TenureStudy.Effect> Effects)
{
    const int MostDays = 28;

    /// <summary>Of one arm on the units' so-many-th day, counted from 0; at one look, without a correction: it is a curve to look at.</summary>
    public sealed record Effect(int Day, string Arm, long Units, TestResult Relative);

    /// <param name="until">When the last of what was counted happened.</param>
    public static TenureStudy Run(Experiment experiment, ExperimentMetric metric, IReadOnlyCollection<UnitTally> units, DateTimeOffset until)
    {
        var effects = new List<Effect>();
        // whether a unit came again is known of it, not of a day
        for (var day = 0; day < MostDays && metric.Metric != ShopMetric.ReturnRate; day++)
        {
            var arms = experiment.Variants.Select(_ => new MetricSums(metric.Kind)).ToArray();
            foreach (var unit in units)
            {
                if (unit.IsInSeveral || (until - unit.FirstExposure).TotalDays < day + 1) continue;
                var counts = default(UnitCounts);
                foreach (var one in unit.Days)
                    if (one.Day == day) counts = one.Counts;
                arms[unit.Arm].Add(UnitValue.Of(metric.Metric, counts, false, default));
            }
            if (arms.All(arm => arm.Units == 0)) break;
            for (var i = 1; i < arms.Length; i++)
                if (Math.Min(arms[0].Units, arms[i].Units) >= ExperimentAnalysis.FewestUnits && arms[0].Moments is { } a && arms[i].Moments is { } b
                    && WelchTest.Run(a, b, DifferenceKind.Relative, alpha: experiment.Plan.Alpha).Value is { } relative)
                    effects.Add(new Effect(day, experiment.Variants[i].Name, arms[0].Units + arms[i].Units, relative));
        }
        return new TenureStudy(metric, effects);
    }
}
