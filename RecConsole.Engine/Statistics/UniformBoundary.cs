namespace RecConsole.Engine.Statistics;

/// <summary>
/// Bounds that a sum of independent differences stays under at all times together, with probability 1 - alpha, as a function
/// of its intrinsic time v, the variance that it has gathered (Howard, Ramdas, McAuliffe and Sekhon 2021).
/// </summary>
public static class UniformBoundary
{
    /// <summary>The mixture's rho that makes the two-sided bound tightest at intrinsic time <paramref name="v"/> (ibid., eq. 27).</summary>
    public static double BestRho(double v, double alpha) => v / (2 * Math.Log(1 / alpha) + Math.Log(1 + 2 * Math.Log(1 / alpha)));

    /// <summary>The log of the mixture of exp(λ s - λ² v / 2) over λ ~ N(0, 1/rho): the mSPRT (Robbins 1970).</summary>
    public static double LogNormalMixture(double s, double v, double rho) => 0.5 * Math.Log(rho / (v + rho)) + s * s / (2 * (v + rho));

    /// <summary>Where that reaches log(1 / alpha).</summary>
    public static double NormalMixture(double v, double rho, double alpha) => Math.Sqrt(2 * (v + rho) * (Math.Log(1 / alpha) + 0.5 * Math.Log((v + rho) / rho)));

    /// <summary>The polynomially stitched bound for increments of scale <paramref name="c"/>, one-sided (ibid., eq. 10).</summary>
    /// <param name="vMin">Intrinsic time from which on it is meant to be tight.</param>
    /// <param name="s">Power of the epochs' weights, above 1.</param>
    /// <param name="eta">Ratio of the lengths of epochs, above 1.</param>
    public static double PolynomialStitching(double v, double vMin, double c, double s, double eta, double alpha)
    {
        var time = Math.Max(v, vMin);
        var level = s * Math.Log(Math.Log(eta * time / vMin) / Math.Log(eta)) + Math.Log(Zeta(s) / alpha);
        var k1 = (Math.Pow(eta, 0.25) + Math.Pow(eta, -0.25)) / Math.Sqrt(2);
        var drift = (Math.Sqrt(eta) + 1) / 2 * c * level;
        return Math.Sqrt(k1 * k1 * time * level + drift * drift) + drift;
    }

    /// <summary>Riemann's zeta for s > 1 by Euler and Maclaurin: twenty terms, the tail's integral and three corrections leave 1e-15.</summary>
    static double Zeta(double s)
    {
        const int terms = 20;
        var sum = 0.0;
        for (var k = 1; k < terms; k++) sum += Math.Pow(k, -s);
        sum += Math.Pow(terms, 1 - s) / (s - 1) + Math.Pow(terms, -s) / 2;
        var correction = s * Math.Pow(terms, -s - 1) / 12;
        sum += correction;
        correction *= -(s + 1) * (s + 2) / (60.0 * terms * terms);
        sum += correction;
        return sum + correction * -(s + 3) * (s + 4) / (42.0 * terms * terms);
    }
}
