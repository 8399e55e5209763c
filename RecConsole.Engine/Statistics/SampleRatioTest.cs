using MathNet.Numerics;

namespace RecConsole.Engine.Statistics;

/// <summary>Whether units fell into the arms as they should have: if not, something loses them and no figure can be trusted.</summary>
public static class SampleRatioTest
{
    /// <summary>An alarm below this: a false one in a thousand tests, since a sound experiment has no reason to fail it.</summary>
    public const double Alarm = 0.001;

    /// <summary>Pearson's chi-square against the weights. Arms of weight 0 are left out with their units; 1 where fewer than two arms or no unit remain.</summary>
    /// <param name="weights">Of the arms, in any unit.</param>
    public static double PValue(ReadOnlySpan<long> observed, ReadOnlySpan<double> weights)
    {
        var (arms, units, whole) = Take(observed, weights);
        if (arms < 2 || units == 0) return 1;
        var sum = 0.0;
        for (var i = 0; i < Math.Min(observed.Length, weights.Length); i++)
        {
            if (weights[i] <= 0) continue;
            var expected = weights[i] / whole * units;
            sum += (observed[i] - expected) * (observed[i] - expected) / expected;
        }
        return SpecialFunctions.GammaUpperRegularized((arms - 1) / 2.0, sum / 2); // of chi-square, and not 1 - its other tail, which ends at 0 too early
    }

    /// <summary>
    /// The same for looks at any time: the Bayes factor of a Dirichlet prior around the weights against the weights themselves,
    /// as one value; the running minimum of its inverse is an always-valid p-value (Lindon and Malek 2022, "Anytime-valid
    /// inference for multinomial count data", eq. 6).
    /// </summary>
    /// <param name="concentration">How sure the alternative is that the ratio is about right: some 1,000 finds small losses, 10 large ones early.</param>
    public static double AnytimeValue(ReadOnlySpan<long> observed, ReadOnlySpan<double> weights, double concentration = 100)
    {
        var (arms, units, whole) = Take(observed, weights);
        if (arms < 2 || units == 0) return 1;
        // log of the marginal likelihood under the prior over that under the weights; the multinomial coefficient stands in both
        var log = SpecialFunctions.GammaLn(concentration) - SpecialFunctions.GammaLn(concentration + units);
        for (var i = 0; i < Math.Min(observed.Length, weights.Length); i++)
        {
            if (weights[i] <= 0) continue;
            var share = weights[i] / whole;
            log += SpecialFunctions.GammaLn(concentration * share + observed[i]) - SpecialFunctions.GammaLn(concentration * share) - observed[i] * Math.Log(share);
        }
        return Math.Min(1, Math.Exp(-log));
    }

    static (int Arms, long Units, double Weight) Take(ReadOnlySpan<long> observed, ReadOnlySpan<double> weights)
    {
        var (arms, units, whole) = (0, 0L, 0.0);
        for (var i = 0; i < Math.Min(observed.Length, weights.Length); i++)
        {
            if (weights[i] <= 0) continue;
            arms++;
            units += observed[i];
            whole += weights[i];
        }
        return (arms, units, whole);
    }
}
