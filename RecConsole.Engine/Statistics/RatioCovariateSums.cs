namespace RecConsole.Engine.Statistics;

/// <summary>
/// Mergeable sums of four values a unit: numerator m and denominator d of a ratio metric, and the same of before the experiment
/// (p and q). CUPED for ratios by the delta method: both ratios are linearised, and theta is the covariance of the linear parts
/// over the variance of the earlier one (Deng, Knoblich and Lu 2018, section 4.1, applied to a covariate).
/// </summary>
public sealed record RatioCovariateSums(long Count, RatioSums Now, RatioSums Before, double MP, double MQ, double DP, double DQ)
{
    public RatioCovariateSums Merge(RatioCovariateSums other) =>
        new(Count + other.Count, Now.Merge(other.Now), Before.Merge(other.Before), MP + other.MP, MQ + other.MQ, DP + other.DP, DQ + other.DQ);

    /// <summary>The one theta of both arms, by the sum of their covariances over that of their variances, each around its own ratio; null where a denominator is 0 or there are fewer than two units.</summary>
    public static double? Theta(RatioCovariateSums a, RatioCovariateSums b)
    {
        if (a.LinearCovariance() is not { } ofA || b.LinearCovariance() is not { } ofB || a.Before.StandardError is not { } errorA || b.Before.StandardError is not { } errorB) return null;
        var variance = errorA * errorA * a.Count + errorB * errorB * b.Count;
        return variance > 0 ? (ofA + ofB) / variance : 0;
    }

    /// <summary>Of the ratio less theta times the earlier one; null where a denominator is 0.</summary>
    public SampleMoments? Adjusted(double theta)
    {
        if (LinearCovariance() is not { } covariance || Now.StandardError is not { } now || Before.StandardError is not { } before) return null;
        var variance = Count * (now * now + theta * theta * before * before) - 2 * theta * covariance;
        return new SampleMoments(Count, Now.Ratio!.Value - theta * Before.Ratio!.Value, Math.Max(0, variance))
        {
            Baseline = Now.Ratio.Value, BaselineVariance = Count * now * now, BaselineCovariance = Count * now * now - theta * covariance,
        };
    }

    /// <summary>Covariance of (m - R d) / mean d with (p - Q q) / mean q, of one unit.</summary>
    double? LinearCovariance()
    {
        if (Count < 2 || Now.Ratio is not { } r || Before.Ratio is not { } q) return null;
        double Covariance(double products, double a, double b) => (products - a * b / Count) / (Count - 1);
        var linear = Covariance(MP, Now.X, Before.X) - q * Covariance(MQ, Now.X, Before.Y) - r * Covariance(DP, Now.Y, Before.X) + r * q * Covariance(DQ, Now.Y, Before.Y);
        return linear / (Now.Y / Count) / (Before.Y / Count);
    }
}
