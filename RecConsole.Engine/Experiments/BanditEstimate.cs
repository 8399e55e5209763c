using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>How much more an arm of a bandit earns than its first, estimated in two ways.</summary>
/// <param name="Naive">Of the arms' plain averages: biased (<see cref="Bandit.BiasWarning"/>).</param>
/// <param name="Weighted">
/// By inverse propensity: each unit counts 1 / share of its period, over all units (Horvitz and Thompson 1952). The shares of a
/// period are made before its units come, so that each period's figure is unbiased and so is their sum; what periods differ by
/// chance is uncorrelated, which the variance stands on.
/// </param>
public sealed record BanditEstimate(string Arm, Interval Naive, Interval Weighted)
{
    /// <returns>By arm, without the first; null where an arm has fewer than two units.</returns>
    public static IReadOnlyList<BanditEstimate>? Of(Bandit bandit)
    {
        var arms = bandit.Arms;
        if (arms.Any(arm => arm.Units.Count < 2)) return null;
        return [.. Enumerable.Range(1, arms.Count - 1).Select(arm => new BanditEstimate(arms[arm].Name, Plain(arms[0].Units, arms[arm].Units), ByPeriod(bandit, arm)))];
    }

    static Interval Plain(MeanSums control, MeanSums arm) =>
        Interval.Of(arm.Mean - control.Mean, Math.Sqrt(arm.Variance / arm.Count + control.Variance / control.Count));

    static Interval ByPeriod(Bandit bandit, int arm)
    {
        var (sum, squares, units, offset) = (0.0, 0.0, 0L, Offset(bandit));
        foreach (var period in bandit.Periods)
        {
            var n = period.Arms.Sum(one => one.Units.Count);
            if (n == 0) continue;
            var (of, control) = (Centred(period, arm, offset), Centred(period, 0, offset));
            var value = of.Sum - control.Sum;
            sum += value;
            squares += of.Squares + control.Squares - value * value / n; // n times the variance of one unit's part
            units += n;
        }
        return Interval.Of(sum / units, Math.Sqrt(Math.Max(0, squares)) / units);
    }

    /// <summary>A constant taken off every value, which a difference does not see: Σ 1 / share only varies, and would vary with the mean's size.</summary>
    static double Offset(Bandit bandit)
    {
        // of the first period alone, so that it is fixed before the shares of any later period
        var first = bandit.Periods[0].Arms.Aggregate(default(MeanSums), (all, one) => all.Merge(one.Units));
        return first.Mean;
    }

    /// <summary>Σ (value - offset) / share of the arm's units in a period, and the sum of its squares.</summary>
    static (double Sum, double Squares) Centred(BanditPeriod period, int arm, double offset)
    {
        var (units, share) = (period.Arms[arm].Units, period.Shares[arm]);
        return ((units.Sum - offset * units.Count) / share, (units.SumOfSquares - 2 * offset * units.Sum + offset * offset * units.Count) / (share * share));
    }
}
