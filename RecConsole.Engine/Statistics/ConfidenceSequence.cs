namespace RecConsole.Engine.Statistics;

/// <summary>
/// Intervals that hold at every look together, so that a test may be watched and stopped at any time: the asymptotic confidence
/// sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2021 (arXiv 2103.06476, theorem 2.2; one-sided: appendix B.1).
/// </summary>
public static class ConfidenceSequence
{
    /// <summary>Units of both arms at which the interval is tightest, unless told otherwise.</summary>
    public const double DefaultTuning = 5000;

    /// <param name="tuning">Units of both arms at which the interval is to be tightest; chosen before the test.</param>
    public static Statistic<TestResult> Run(SampleMoments control, SampleMoments treatment, DifferenceKind kind, Alternative alternative = Alternative.TwoSided, double alpha = 0.05, double tuning = DefaultTuning)
    {
        var found = ArmDifference.Of(control, treatment, kind);
        if (!found.Exists) return found.Why;
        var (value, error, units) = (found.Value.Value, found.Value.StandardError, (double)found.Value.Units);
        if (alternative == Alternative.TwoSided)
        {
            var rho = Rho(alpha, tuning);
            var half = HalfWidth(error, units, rho, alpha);
            return new TestResult(value, error, value - half, value + half, PValue(value, error, units, rho));
        }
        var oneSided = OneSidedHalfWidth(error, units, Rho(2 * alpha, tuning), alpha);
        var p = OneSidedPValue(alternative == Alternative.Greater ? value : -value, error, units, tuning);
        return alternative == Alternative.Greater
            ? new TestResult(value, error, value - oneSided, double.PositiveInfinity, p)
            : new TestResult(value, error, double.NegativeInfinity, value + oneSided, p);
    }

    /// <summary>Of one mean against 0, two-sided: units are those of the mean.</summary>
    public static Statistic<TestResult> OfMean(SampleMoments moments, double alpha = 0.05, double tuning = DefaultTuning)
    {
        if (moments.Count < 2) return NoStatistic.TooFewUnits;
        if (moments.Variance <= 0) return NoStatistic.NoVariance;
        var rho = Rho(alpha, tuning);
        var half = HalfWidth(moments.StandardError, moments.Count, rho, alpha);
        return new TestResult(moments.Mean, moments.StandardError, moments.Mean - half, moments.Mean + half, PValue(moments.Mean, moments.StandardError, moments.Count, rho));
    }

    /// <summary>The mixture's width that makes the interval tightest at so many units (ibid., appendix C.3).</summary>
    static double Rho(double alpha, double tuning) => Math.Sqrt((-2 * Math.Log(alpha) + Math.Log(-2 * Math.Log(alpha) + 1)) / tuning);

    static double HalfWidth(double error, double units, double rho, double alpha)
    {
        var grown = units * rho * rho + 1;
        return error * Math.Sqrt(units) * Math.Sqrt(2 * grown * Math.Log(Math.Sqrt(grown) / alpha)) / (units * rho);
    }

    static double OneSidedHalfWidth(double error, double units, double rho, double alpha)
    {
        var grown = units * rho * rho + 1;
        return error * Math.Sqrt(units) * Math.Sqrt(2 * grown * Math.Log(1 + Math.Sqrt(grown) / (2 * alpha))) / (units * rho);
    }

    /// <summary>The smallest alpha whose interval leaves out 0, with the mixture as it is.</summary>
    static double PValue(double value, double error, double units, double rho)
    {
        var grown = units * rho * rho + 1;
        return Math.Min(1, Math.Sqrt(grown) * Math.Exp(-rho * rho * units * value * value / (error * error) / (2 * grown)));
    }

    /// <summary>The smallest alpha whose one-sided interval, tuned to it, leaves out 0; by bisection.</summary>
    static double OneSidedPValue(double value, double error, double units, double tuning)
    {
        const double most = 0.49; // 2 alpha must stay below 1
        bool LeavesOut(double alpha) => value > OneSidedHalfWidth(error, units, Rho(2 * alpha, tuning), alpha);
        if (!LeavesOut(most)) return 1;
        var (no, yes) = (1e-300, most);
        if (LeavesOut(no)) return no;
        for (var step = 0; step < 200 && yes / no > 1 + 1e-12; step++)
        {
            var middle = Math.Sqrt(no * yes);
            if (LeavesOut(middle)) yes = middle;
            else no = middle;
        }
        return yes;
    }
}
