using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>All that an analysis reads of one arm: mergeable sums over its units.</summary>
/// <param name="Values">The metric and a covariate of before the experiment (zeros where there is none); for a ratio the numerator.</param>
/// <param name="Ratio">Numerator and denominator; only for a ratio.</param>
public sealed record ArmSums(string Name, CovariateSums Values, RatioSums Ratio)
{
    public ArmSums(string name) : this(name, default, default)
    {
    }

    public long Units => Values.Count;

    public ArmSums Add(double value, double covariate, double denominator) => this with { Values = Values.Add(value, covariate), Ratio = Ratio.Add(value, denominator) };

    public ArmSums Merge(ArmSums other) => this with { Values = Values.Merge(other.Values), Ratio = Ratio.Merge(other.Ratio) };

    /// <summary>Null where there are fewer than two units, or a ratio has no denominator.</summary>
    public SampleMoments? Moments(MetricKind kind) => (kind, Units) switch
    {
        (_, < 2) => null,
        (MetricKind.Binary, _) => SampleMoments.OfProportion(Values.Y, Units),
        (MetricKind.Mean, _) => Values.Metric.Moments,
        _ => Ratio.StandardError is { } error ? new SampleMoments(Units, Ratio.Ratio!.Value, error * error * Units) : null,
    };
}
