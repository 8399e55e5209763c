namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: the units of a phase and one of its metrics. Out: how its values are spread, by arm: a bar for the units without any, and
/// bars of one width for the others. What lies above the last bar is counted in it. One pass over the units.
/// </summary>
/// <param name="Bars">From small values to large.</param>
public sealed record MetricDistribution(ExperimentMetric Metric, IReadOnlyList<string> Arms, IReadOnlyList<MetricDistribution.Bar> Bars)
{
    const int MostBars = 24;

    /// <summary>Values above this quantile share the last bar: a few large baskets would leave all others one bar.</summary>
    const double LastBar = 0.99;

    /// <param name="Upper">Infinite for the last where it holds all above.</param>
    /// <param name="Units">By arm.</param>
    public sealed record Bar(double Lower, double Upper, IReadOnlyList<long> Units);

    /// <summary>Units of an arm, in all bars.</summary>
    public long UnitsOf(int arm) => Bars.Sum(bar => bar.Units[arm]);

    public static MetricDistribution Run(Experiment experiment, ExperimentMetric metric, IReadOnlyCollection<UnitTally> units)
    {
        var values = new List<(int Arm, double Value)>(units.Count);
        foreach (var unit in units)
        {
            if (unit.IsInSeveral) continue;
            var one = UnitValue.Of(metric.Metric, unit);
            if (one.Denominator != 0) values.Add((unit.Arm, one.Value / one.Denominator));
        }
        var arms = experiment.Variants.Select(variant => variant.Name).ToArray();
        var some = values.Where(one => one.Value != 0).Select(one => one.Value).Order().ToArray();
        var zeros = new Bar(0, 0, Counts(values.Where(one => one.Value == 0), arms.Length));
        if (some.Length == 0) return new MetricDistribution(metric, arms, [zeros]);
        var (least, top) = (Math.Min(0, some[0]), some[Math.Clamp((int)Math.Ceiling(LastBar * some.Length) - 1, 0, some.Length - 1)]);
        var isCount = some[0] >= 1 && top <= MostBars && some.All(value => value == Math.Floor(value));
        var width = isCount ? 1 : Math.Max((top - least) / MostBars, double.Epsilon);
        // whole numbers stand in the middle of their bar
        if (isCount) least = 0.5;
        var count = Math.Max(1, isCount ? (int)top : MostBars);
        var counts = new long[count][];
        for (var bar = 0; bar < count; bar++) counts[bar] = new long[arms.Length];
        foreach (var (arm, value) in values)
            if (value != 0) counts[Math.Clamp((int)((value - least) / width), 0, count - 1)][arm]++;
        return new MetricDistribution(metric, arms,
            [zeros, .. counts.Select((of, bar) => new Bar(least + bar * width, bar == count - 1 && some[^1] > least + count * width ? double.PositiveInfinity : least + (bar + 1) * width, of))]);
    }

    static long[] Counts(IEnumerable<(int Arm, double Value)> values, int arms)
    {
        var counts = new long[arms];
        foreach (var (arm, _) in values) counts[arm]++;
        return counts;
    }
}
