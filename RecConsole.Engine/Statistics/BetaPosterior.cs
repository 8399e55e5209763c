using MathNet.Numerics;
using MathNet.Numerics.Integration;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Statistics;

/// <summary>What is believed of a rate after so many successes and failures.</summary>
public sealed record BetaPosterior(double Alpha, double Beta)
{
    const int PointsOfPart = 32;
    const double Deviations = 12; // beyond, a Beta of any experiment has no mass that a double would show
    const double DeviationsOfPart = 6; // over which 32 points integrate what is as smooth as a Gaussian to 1e-12
    const int MostParts = 96;

    /// <summary>By default from Jeffreys' prior, Beta(1/2, 1/2).</summary>
    public static BetaPosterior Of(double successes, double trials, double priorAlpha = 0.5, double priorBeta = 0.5) => new(priorAlpha + successes, priorBeta + trials - successes);

    /// <summary>With equal tails.</summary>
    public Interval Credible(double level = 0.95) => new(Alpha / (Alpha + Beta), Quantile((1 - level) / 2), Quantile((1 + level) / 2));

    /// <summary>P(this rate > the other), by integration: exact to some 1e-10.</summary>
    public double ProbabilityToBeat(BetaPosterior control) =>
        Integrate(x => MathNet.Numerics.Distributions.Beta.PDF(Alpha, Beta, x) * control.Below(x), [this], [this, control]);

    /// <summary>E[max(other - this, 0)]: what is lost on average by taking this arm, in points of the rate.</summary>
    public double RiskAgainst(BetaPosterior control) => Integrate(x => Below(x) * (1 - control.Below(x)), [this, control], [this, control]);

    /// <summary>A rate drawn from what is believed of it, as X / (X + Y) of two gammas.</summary>
    public double Draw(Rng rng)
    {
        var success = rng.NextGamma(Alpha);
        return success / (success + rng.NextGamma(Beta));
    }

    double Below(double x) => SpecialFunctions.BetaRegularized(Alpha, Beta, x);

    double Quantile(double probability) => MathNet.Numerics.Distributions.Beta.InvCDF(Alpha, Beta, probability);

    /// <summary>Of asin √x, about: the same for every rate.</summary>
    double AngleDeviation => 0.5 / Math.Sqrt(Alpha + Beta + 1);

    /// <summary>
    /// Over where the mass is, in parts as fine as the narrower rate: a narrow peak or step must not fall between the points. By the
    /// angle of x = sin² θ, in which a Beta is as wide everywhere, and finite at 0 and 1 for Jeffreys' prior too.
    /// </summary>
    static double Integrate(Func<double, double> f, ReadOnlySpan<BetaPosterior> over, ReadOnlySpan<BetaPosterior> rates)
    {
        var (from, to, narrowest) = (Math.PI / 2, 0.0, 1.0);
        foreach (var rate in over)
        {
            var middle = Math.Asin(Math.Sqrt(rate.Alpha / (rate.Alpha + rate.Beta)));
            from = Math.Min(from, Math.Max(0, middle - Deviations * rate.AngleDeviation));
            to = Math.Max(to, Math.Min(Math.PI / 2, middle + Deviations * rate.AngleDeviation));
        }
        foreach (var rate in rates) narrowest = Math.Min(narrowest, rate.AngleDeviation);
        double AtAngle(double angle) => f(Math.Pow(Math.Sin(angle), 2)) * Math.Sin(2 * angle);
        var parts = (int)Math.Clamp(Math.Ceiling((to - from) / (DeviationsOfPart * narrowest)), 1, MostParts);
        var sum = 0.0;
        for (var part = 0; part < parts; part++)
            sum += GaussLegendreRule.Integrate(AtAngle, from + (to - from) * part / parts, from + (to - from) * (part + 1) / parts, PointsOfPart);
        return sum;
    }
}
