namespace RecConsole.Engine.Statistics;

/// <summary>
/// Mergeable sums of a metric y and a covariate x of before the experiment, for CUPED (Deng, Xu, Kohavi and Walker 2013):
/// y - theta x varies less than y and its difference between arms is the same in expectation.
/// </summary>
public readonly record struct CovariateSums(long Count, double Y, double Yy, double X, double Xx, double Xy)
{
    public CovariateSums Add(double y, double x) => new(Count + 1, Y + y, Yy + y * y, X + x, Xx + x * x, Xy + x * y);

    public CovariateSums Merge(CovariateSums other) => new(Count + other.Count, Y + other.Y, Yy + other.Yy, X + other.X, Xx + other.Xx, Xy + other.Xy);

    public MeanSums Metric => new(Count, Y, Yy);

    public MeanSums Covariate => new(Count, X, Xx);

    /// <summary>With n - 1.</summary>
    public double Covariance => Count < 2 ? 0 : (Xy - X * Y / Count) / (Count - 1);

    /// <summary>The one theta of all arms: covariance over the covariate's variance, of the merged sums; 0 where the covariate does not vary.</summary>
    public static double Theta(CovariateSums a, CovariateSums b)
    {
        var both = a.Merge(b);
        return both.Covariate.Variance > 0 ? both.Covariance / both.Covariate.Variance : 0;
    }

    /// <summary>Of y - theta (x - <paramref name="center"/>); a relative effect stays a share of the mean of y itself.</summary>
    /// <param name="center">The covariate's mean over all arms, so that the adjusted means stay where the metric is.</param>
    public SampleMoments Adjusted(double theta, double center = 0) =>
        new(Count, Metric.Mean - theta * (Covariate.Mean - center), Math.Max(0, Metric.Variance + theta * theta * Covariate.Variance - 2 * theta * Covariance))
        {
            Baseline = Metric.Mean, BaselineVariance = Metric.Variance, BaselineCovariance = Metric.Variance - theta * Covariance,
        };
}
