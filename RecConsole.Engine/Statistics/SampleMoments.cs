namespace RecConsole.Engine.Statistics;

/// <summary>What every test of a metric reads of an arm, whatever the metric: the mean of its units and how much they vary.</summary>
/// <param name="Variance">Of one unit; the standard error of the mean is sqrt(Variance / Count).</param>
public readonly record struct SampleMoments(long Count, double Mean, double Variance)
{
    /// <summary>What a relative effect is a share of; the mean itself unless a covariate has adjusted it.</summary>
    public double Baseline { get; init; } = Mean;

    /// <summary>Of one unit's part in the baseline.</summary>
    public double BaselineVariance { get; init; } = Variance;

    /// <summary>Between one unit's part in the mean and its part in the baseline.</summary>
    public double BaselineCovariance { get; init; } = Variance;

    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>Of a share of successes: p (1 - p), the variance of a Bernoulli.</summary>
    public static SampleMoments OfProportion(double successes, long trials)
    {
        var rate = trials == 0 ? 0 : successes / trials;
        return new(trials, rate, rate * (1 - rate));
    }
}
