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

    /// <summary>Of denominator times covariate; only for a ratio.</summary>
    public double DenominatorCovariate { get; init; }

    public long Units => Values.Count;

    public ArmSums Add(double value, double covariate, double denominator) => this with { Values = Values.Add(value, covariate), Ratio = Ratio.Add(value, denominator), DenominatorCovariate = DenominatorCovariate + denominator * covariate };

    public ArmSums Merge(ArmSums other) => this with { Values = Values.Merge(other.Values), Ratio = Ratio.Merge(other.Ratio), DenominatorCovariate = DenominatorCovariate + other.DenominatorCovariate };

    /// <summary>Of a ratio with the covariate, which is a mean: a ratio over 1 a unit.</summary>
    public RatioCovariateSums WithCovariate => new(Units, Ratio, new RatioSums(Units, Values.X, Units, Values.Xx, Values.X, Units), Values.Xy, Values.Y, DenominatorCovariate, Ratio.Y);

    /// <summary>Null where there are fewer than two units, or a ratio has no denominator.</summary>
    public SampleMoments? Moments(MetricKind kind) => (kind, Units) switch
    {
        (_, < 2) => null,
        (MetricKind.Binary, _) => SampleMoments.OfProportion(Values.Y, Units),
        (MetricKind.Mean, _) => Values.Metric.Moments,
        _ => Ratio.StandardError is { } error ? new SampleMoments(Units, Ratio.Ratio!.Value, error * error * Units) : null,
    };
}
