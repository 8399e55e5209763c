using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>The noncentral t distribution, for the power of a t-test.</summary>
static class NoncentralT
{
    const int MostTerms = 10_000;

    /// <summary>P(T ≤ t) by the series of Lenth 1989 (algorithm AS 243), which alternates incomplete beta functions under Poisson weights.</summary>
    public static double Below(double t, double freedom, double noncentrality)
    {
        if (t < 0) return 1 - Below(-t, freedom, -noncentrality);
        var below = Normal.CDF(0, 1, -noncentrality);
        if (t == 0) return below;
        var x = t * t / (freedom + t * t);
        var half = noncentrality * noncentrality / 2;
        var even = Math.Exp(-half) / 2;
        var odd = noncentrality * Math.Exp(-half) * Math.Sqrt(1 / (2 * Math.PI));
        var sum = 0.0;
        for (var j = 0; j < MostTerms; j++)
        {
            sum += even * SpecialFunctions.BetaRegularized(j + 0.5, freedom / 2, x) + odd * SpecialFunctions.BetaRegularized(j + 1, freedom / 2, x);
            even *= half / (j + 1);
            odd *= half / (j + 1.5);
            if (j > half && even + Math.Abs(odd) < 1e-16) break;
        }
        return Math.Clamp(below + sum, 0, 1);
    }
}
