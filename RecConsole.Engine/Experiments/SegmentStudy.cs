using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the units of a phase and one of its metrics. Out: the effect in each segment, corrected over all of them, and for each
/// dimension whether its segments differ. Read at one look, to find where to look next: segments decide nothing. One pass over
/// the units: some 30 ms at 100,000.
/// </summary>
/// <param name="Tests">Effects over which p-values are corrected; the intervals are those of Bonferroni over them.</param>
public sealed record SegmentStudy(ExperimentMetric Metric, IReadOnlyList<SegmentStudy.Effect> Effects, IReadOnlyList<SegmentStudy.Interaction> Interactions, int Tests)
{
    /// <summary>Of one arm in one segment.</summary>
    /// <param name="Relative">Null where there are too few units; they are counted all the same.</param>
    public sealed record Effect(string Dimension, string Segment, string Arm, long Units, double? Control, double? Value, TestResult? Relative, double? AdjustedPValue);

    /// <summary>Whether the segments of a dimension have different effects.</summary>
    /// <param name="AdjustedPValue">Over all dimensions and arms; null where fewer than two segments have an effect.</param>
    public sealed record Interaction(string Dimension, string Arm, double? AdjustedPValue);

    public static SegmentStudy Run(Experiment experiment, ExperimentMetric metric, IReadOnlyCollection<UnitTally> units)
    {
        var cut = ExperimentAnalysis.SumsOf(experiment, metric, units).Cut ?? double.PositiveInfinity;
        var sums = new SortedDictionary<(int Dimension, string Segment), MetricSums[]>();
        foreach (var unit in units)
        {
            if (unit.IsInSeveral) continue;
            var value = UnitValue.Of(metric.Metric, unit);
            foreach (var (dimension, segment) in UnitSegments.Of(unit))
            {
                var key = (UnitSegments.Dimensions.Index().First(one => one.Item == dimension).Index, segment);
                if (!sums.TryGetValue(key, out var arms)) sums.Add(key, arms = [.. experiment.Variants.Select(_ => new MetricSums(metric.Kind))]);
                arms[unit.Arm].Add(value, cut);
            }
        }
        bool Suffices(MetricSums[] arms, int i) => Math.Min(arms[0].Units, arms[i].Units) >= ExperimentAnalysis.FewestUnits;
        var tests = sums.Values.Sum(arms => Enumerable.Range(1, arms.Length - 1).Count(i => Suffices(arms, i)));
        var alpha = experiment.Plan.Correction == Correction.None ? experiment.Plan.Alpha : experiment.Plan.Alpha / Math.Max(1, tests);
        var effects = new List<Effect>();
        foreach (var ((dimension, segment), arms) in sums)
            for (var i = 1; i < arms.Length; i++)
            {
                var relative = Suffices(arms, i) && arms[0].Moments is { } a && arms[i].Moments is { } b ? WelchTest.Run(a, b, DifferenceKind.Relative, alpha: alpha).Value : null;
                effects.Add(new Effect(UnitSegments.Dimensions[dimension], segment, experiment.Variants[i].Name, arms[0].Units + arms[i].Units, arms[0].Moments?.Mean, arms[i].Moments?.Mean, relative, null));
            }
        var found = effects.Index().Where(one => one.Item.Relative is not null).ToList();
        var adjusted = experiment.Plan.Correction.Adjust([.. found.Select(one => one.Item.Relative!.PValue)]);
        foreach (var (rank, (place, effect)) in found.Index()) effects[place] = effect with { AdjustedPValue = adjusted[rank] };
        return new SegmentStudy(metric, effects, Compared(experiment, effects), tests);
    }

    static List<Interaction> Compared(Experiment experiment, List<Effect> effects)
    {
        var raw = (from dimension in UnitSegments.Dimensions
                   from arm in experiment.Variants.Skip(1)
                   let of = effects.Where(one => one.Dimension == dimension && one.Arm == arm.Name).ToList()
                   where of.Count > 0
                   select (Dimension: dimension, Arm: arm.Name, P: HeterogeneityTest.PValue([.. of.Where(one => one.Relative is not null).Select(one => (one.Relative!.Estimate, one.Relative.StandardError))]))).ToList();
        var known = raw.Where(one => one.P is not null).ToList();
        var adjusted = experiment.Plan.Correction.Adjust([.. known.Select(one => one.P!.Value)]);
        return [.. raw.Select(one => new Interaction(one.Dimension, one.Arm, one.P is null ? null : adjusted[known.IndexOf(one)]))];
    }
}
