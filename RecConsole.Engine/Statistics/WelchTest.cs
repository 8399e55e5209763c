using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>Welch's t-test of two means with unequal variances (Welch 1947): good at one look, at the sample size that was planned.</summary>
public static class WelchTest
{
    public static Statistic<TestResult> Run(SampleMoments control, SampleMoments treatment, DifferenceKind kind, Alternative alternative = Alternative.TwoSided, double alpha = 0.05)
    {
        var found = ArmDifference.Of(control, treatment, kind);
        return found.Exists ? Of(found.Value, alternative, alpha) : found.Why;
    }

    static TestResult Of(ArmDifference difference, Alternative alternative, double alpha)
    {
        var (value, error, freedom) = (difference.Value, difference.StandardError, difference.DegreesOfFreedom);
        var t = value / error;
        double Quantile(double probability) => StudentQuantile.Of(probability, freedom);
        double Below(double x) => StudentT.CDF(0, 1, freedom, x);
        TestResult TwoSided(double half) => new(value, error, value - half, value + half, 2 * Below(-Math.Abs(t)));
        return alternative switch
        {
            Alternative.Greater => new TestResult(value, error, value - Quantile(1 - alpha) * error, double.PositiveInfinity, Below(-t)),
            Alternative.Less => new TestResult(value, error, double.NegativeInfinity, value + Quantile(1 - alpha) * error, Below(t)),
            _ => TwoSided(Quantile(1 - alpha / 2) * error),
        };
    }
}
