using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// Thompson sampling in batches (Thompson 1933; Chapelle and Li, NIPS 2011): an arm's share is the probability that it is the
/// best, given what all arms did, mixed with a floor: floor + (1 - arms · floor) · P(best).
/// </summary>
public static class ThompsonShares
{
    /// <summary>Draws of which the probabilities are shares: each within ±0.01 (two standard errors) of the integral.</summary>
    const int Draws = 10_000;

    /// <summary>The shares of a new bandit, and of one whose arms are not all known yet.</summary>
    public static double[] Equal(int arms) => [.. Enumerable.Repeat(1.0 / arms, arms)];

    /// <summary>In steps of 0.0001, which is what the hash of units resolves; what rounding leaves goes to the largest.</summary>
    /// <param name="best">By <see cref="Best"/>.</param>
    public static double[] Mixed(IReadOnlyList<double> best, double floor)
    {
        double[] shares = [.. best.Select(one => Math.Round(floor + (1 - best.Count * floor) * one, 4))];
        var largest = Array.IndexOf(shares, shares.Max());
        shares[largest] = Math.Round(shares[largest] + 1 - shares.Sum(), 4);
        return shares;
    }

    /// <summary>Probability that each arm is the best, by draws from the posteriors; they sum to 1.</summary>
    public static double[] Best(IReadOnlyList<BanditArm> arms, MetricKind kind, Rng rng)
    {
        var wins = new double[arms.Count];
        var draws = new Func<double>[arms.Count];
        var pooled = arms.Aggregate(default(MeanSums), (all, arm) => all.Merge(arm.Units)).Variance;
        if (kind == MetricKind.Mean && pooled == 0) return Equal(arms.Count); // nobody earned anything yet
        for (var arm = 0; arm < draws.Length; arm++) draws[arm] = Posterior(arms[arm].Units, kind, pooled, rng);
        for (var draw = 0; draw < Draws; draw++)
        {
            var (best, most) = (0, double.NegativeInfinity);
            for (var arm = 0; arm < draws.Length; arm++)
                if (draws[arm]() is var value && value > most) (best, most) = (arm, value);
            wins[best]++;
        }
        return [.. wins.Select(won => won / Draws)];
    }

    /// <param name="pooled">Variance over all arms: of an arm that has not varied yet less is known than its own would say.</param>
    static Func<double> Posterior(MeanSums units, MetricKind kind, double pooled, Rng rng)
    {
        if (kind == MetricKind.Binary)
        {
            var rate = BetaPosterior.Of(units.Sum, units.Count);
            return () => rate.Draw(rng);
        }
        var (mean, error) = (units.Mean, Math.Sqrt((units.Variance > 0 ? units.Variance : pooled) / units.Count));
        return () => mean + error * rng.NextGaussian();
    }
}
