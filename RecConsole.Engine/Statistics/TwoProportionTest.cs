using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>
/// The two-proportion z-test, which is chi-square with one degree of freedom: the p-value by the pooled standard error, as the
/// hypothesis of one rate says, the interval by the unpooled one. A relative difference takes the control's rate as known.
/// </summary>
public static class TwoProportionTest
{
    public static Statistic<TestResult> Run(double controlSuccesses, long controlTrials, double successes, long trials, DifferenceKind kind = DifferenceKind.Absolute, double alpha = 0.05)
    {
        if (controlTrials < 2 || trials < 2) return NoStatistic.TooFewUnits;
        var (control, treatment) = (SampleMoments.OfProportion(controlSuccesses, controlTrials), SampleMoments.OfProportion(successes, trials));
        var pooled = (controlSuccesses + successes) / (controlTrials + trials);
        var pooledError = Math.Sqrt(pooled * (1 - pooled) * (1.0 / controlTrials + 1.0 / trials));
        if (pooledError == 0) return NoStatistic.NoVariance;
        if (kind == DifferenceKind.Relative && control.Mean == 0) return NoStatistic.ControlIsZero;
        var difference = treatment.Mean - control.Mean;
        var p = 2 * Normal.CDF(0, 1, -Math.Abs(difference / pooledError));
        var unit = kind == DifferenceKind.Relative ? control.Mean : 1;
        var error = Math.Sqrt(ArmDifference.Variance(control, treatment, DifferenceKind.Absolute)) / unit;
        var half = Normal.InvCDF(0, 1, 1 - alpha / 2) * error;
        return new TestResult(difference / unit, error, difference / unit - half, difference / unit + half, p);
    }
}
