using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>
/// Quantiles of Student's t, without a search where there are many degrees of freedom: the expansion in 1/ν around the normal
/// quantile (Fisher and Cornish 1960; Abramowitz and Stegun 26.7.5), and one step of Newton's where that is not enough. It leaves 1e-11.
/// </summary>
public static class StudentQuantile
{
    /// <summary>Below, the expansion begins too far off.</summary>
    const double LeastFreedom = 30;

    /// <summary>From here on the expansion is as exact as a double's probability.</summary>
    const double ManyFreedom = 1000;

    public static double Of(double probability, double freedom)
    {
        if (freedom < LeastFreedom) return StudentT.InvCDF(0, 1, freedom, probability);
        var z = Normal.InvCDF(0, 1, probability);
        var square = z * z;
        var g1 = (square + 1) * z / 4;
        var g2 = ((5 * square + 16) * square + 3) * z / 96;
        var g3 = (((3 * square + 19) * square + 17) * square - 15) * z / 384;
        var g4 = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) * z / 92160;
        var t = z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
        return freedom >= ManyFreedom ? t : t - (StudentT.CDF(0, 1, freedom, t) - probability) / StudentT.PDF(0, 1, freedom, t);
    }
}
