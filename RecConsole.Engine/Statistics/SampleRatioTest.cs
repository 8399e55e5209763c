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

    /// <summary>
    /// For looks at any time at units that came while the weights changed from period to period, each period against its own: the
    /// likelihood ratio of "one arm gets its units times a factor" against the weights themselves, averaged over arms and factors
    /// from 1/4 to 4. Each is a martingale where the weights hold, since they are made before their units come, so the running
    /// minimum of the inverse is an always-valid p-value (Ville 1939).
    /// </summary>
    /// <param name="periods">As many arms in each; weights of a period add up to 1.</param>
    public static double AnytimeValueOfPeriods(IReadOnlyList<(IReadOnlyList<long> Units, IReadOnlyList<double> Weights)> periods)
    {
        if (periods.Count == 0 || periods[0].Units.Count < 2) return 1;
        var arms = periods[0].Units.Count;
        var logs = new List<double>(2 * arms * Factors.Length);
        for (var arm = 0; arm < arms; arm++)
            foreach (var step in Factors)
                for (var sign = -1; sign <= 1; sign += 2)
                {
                    var (tilt, log) = (sign * Math.Log(1 + step), 0.0);
                    foreach (var (units, weights) in periods)
                        log += tilt * units[arm] - units.Sum() * Math.Log(1 + weights[arm] * (Math.Exp(tilt) - 1));
                    logs.Add(log);
                }
        var most = logs.Max();
        return Math.Min(1, Math.Exp(Math.Log(logs.Count) - most - Math.Log(logs.Sum(log => Math.Exp(log - most)))));
    }

    /// <summary>Above 1, and the inverses below: from a loss of half a hundredth up.</summary>
    static readonly double[] Factors = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3];

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
