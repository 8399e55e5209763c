using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>How likely a test finds an effect, and the units or the effect that a wanted likelihood takes.</summary>
public static class Power
{
    public const double Usual = 0.8;

    /// <summary>Of the t-test of two means.</summary>
    /// <param name="effect">Cohen's d: the difference in standard deviations.</param>
    public static double TwoSampleT(double effect, long control, long treatment, Alternative alternative, double alpha = 0.05)
    {
        double freedom = control + treatment - 2;
        var noncentrality = effect * Math.Sqrt((double)control * treatment / (control + treatment));
        double Critical(double tail) => StudentT.InvCDF(0, 1, freedom, 1 - tail);
        return alternative switch
        {
            Alternative.Greater => 1 - NoncentralT.Below(Critical(alpha), freedom, noncentrality),
            Alternative.Less => NoncentralT.Below(-Critical(alpha), freedom, noncentrality),
            _ => 1 - NoncentralT.Below(Critical(alpha / 2), freedom, noncentrality) + NoncentralT.Below(-Critical(alpha / 2), freedom, noncentrality),
        };
    }

    /// <summary>Of the test of two rates, by the arcsine transformation.</summary>
    /// <param name="effect">Cohen's h = 2 asin(sqrt(p1)) - 2 asin(sqrt(p2)).</param>
    public static double TwoProportions(double effect, long perArm, Alternative alternative, double alpha = 0.05) =>
        OfShift(effect * Math.Sqrt(perArm / 2.0), alternative, alpha);

    /// <summary>Of the relative effect on a mean, two-sided, with one variance in both arms; by the delta method at the effect.</summary>
    public static double RelativeMean(double mean, double variance, double effect, double perArm, double alpha = 0.05) =>
        OfShift(effect / RelativeError(mean, variance, effect, perArm), Alternative.TwoSided, alpha);

    /// <summary>The smallest relative increase that is found with this power, two-sided; null where no effect up to a hundredfold is.</summary>
    public static double? MinimumDetectableEffect(double mean, double variance, double perArm, double power = Usual, double alpha = 0.05)
    {
        var (no, yes) = (0.0, 100.0);
        if (mean == 0 || perArm < 2 || RelativeMean(mean, variance, yes, perArm, alpha) < power) return null;
        for (var step = 0; step < 200 && yes - no > 1e-12 * yes; step++)
        {
            var middle = (no + yes) / 2;
            if (RelativeMean(mean, variance, middle, perArm, alpha) < power) no = middle;
            else yes = middle;
        }
        return yes;
    }

    /// <summary>Units of both of two equal arms that find an absolute difference, two-sided, rounded up.</summary>
    /// <param name="variance">Of a unit, in both arms.</param>
    public static double TotalSampleSize(double difference, double variance, double power = Usual, double alpha = 0.05)
    {
        var z = Normal.InvCDF(0, 1, 1 - alpha / 2) + Normal.InvCDF(0, 1, power);
        return 2 * Math.Ceiling(2 * z * z * variance / (difference * difference));
    }

    static double RelativeError(double mean, double variance, double effect, double perArm)
    {
        var moments = new SampleMoments((long)Math.Floor(perArm), mean, variance);
        return Math.Sqrt(ArmDifference.Variance(moments, moments with { Mean = mean * (1 + effect) }, DifferenceKind.Relative));
    }

    /// <param name="shift">The effect in standard errors.</param>
    static double OfShift(double shift, Alternative alternative, double alpha) => alternative switch
    {
        Alternative.Greater => Normal.CDF(0, 1, shift - Normal.InvCDF(0, 1, 1 - alpha)),
        Alternative.Less => Normal.CDF(0, 1, -shift - Normal.InvCDF(0, 1, 1 - alpha)),
        _ => Normal.CDF(0, 1, shift - Normal.InvCDF(0, 1, 1 - alpha / 2)) + Normal.CDF(0, 1, -shift - Normal.InvCDF(0, 1, 1 - alpha / 2)),
    };
}
