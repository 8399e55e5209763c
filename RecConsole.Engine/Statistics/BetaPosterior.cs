using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace RecConsole.Engine.Statistics;

/// <summary>What is believed of a rate after so many successes and failures.</summary>
public sealed record BetaPosterior(double Alpha, double Beta)
{
    const int IntegrationPoints = 128;
    const double Deviations = 12; // beyond, a Beta of any experiment has no mass that a double would show

    /// <summary>By default from Jeffreys' prior, Beta(1/2, 1/2).</summary>
    public static BetaPosterior Of(double successes, double trials, double priorAlpha = 0.5, double priorBeta = 0.5) => new(priorAlpha + successes, priorBeta + trials - successes);

    /// <summary>With equal tails.</summary>
    public Interval Credible(double level = 0.95) => new(Alpha / (Alpha + Beta), Quantile((1 - level) / 2), Quantile((1 + level) / 2));

    /// <summary>P(this rate > the other), by integration: exact to some 1e-10.</summary>
    public double ProbabilityToBeat(BetaPosterior control) =>
        Integrate(x => MathNet.Numerics.Distributions.Beta.PDF(Alpha, Beta, x) * control.Below(x), this);

    /// <summary>E[max(other - this, 0)]: what is lost on average by taking this arm, in points of the rate.</summary>
    public double RiskAgainst(BetaPosterior control) => Integrate(x => Below(x) * (1 - control.Below(x)), this, control);

    double Below(double x) => SpecialFunctions.BetaRegularized(Alpha, Beta, x);

    double Quantile(double probability) => MathNet.Numerics.Distributions.Beta.InvCDF(Alpha, Beta, probability);

    double Deviation => Math.Sqrt(Alpha * Beta / (Alpha + Beta + 1)) / (Alpha + Beta);

    /// <summary>Over where the mass is, in parts: a narrow peak must not fall between the points.</summary>
    static double Integrate(Func<double, double> f, params ReadOnlySpan<BetaPosterior> rates)
    {
        var (from, to) = (1.0, 0.0);
        foreach (var rate in rates)
        {
            var mean = rate.Alpha / (rate.Alpha + rate.Beta);
            from = Math.Min(from, Math.Max(0, mean - Deviations * rate.Deviation));
            to = Math.Max(to, Math.Min(1, mean + Deviations * rate.Deviation));
        }
        const int parts = 24;
        var sum = 0.0;
        for (var part = 0; part < parts; part++)
            sum += GaussLegendreRule.Integrate(f, from + (to - from) * part / parts, from + (to - from) * (part + 1) / parts, IntegrationPoints / 4);
        return sum;
    }
}
