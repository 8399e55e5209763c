using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>How much more an arm of a bandit earns than its first, estimated in two ways.</summary>
/// <param name="Naive">Of the arms' plain averages: biased (<see cref="Bandit.BiasWarning"/>).</param>
/// <param name="Weighted">
/// By inverse propensity: each unit counts 1 / share of its period (<see cref="WeightedSums"/>). The shares of a period are made
/// before its units come, so that each period's figure is unbiased; what periods differ by chance is uncorrelated, which the
/// interval stands on.
/// </param>
public sealed record BanditEstimate(string Arm, Interval Naive, Interval Weighted)
{
    /// <returns>By arm, without the first; null where an arm has fewer than two units, or few that weigh much.</returns>
    public static IReadOnlyList<BanditEstimate>? Of(Bandit bandit)
    {
        var arms = bandit.Arms;
        var weighted = arms.Select((_, arm) => bandit.Periods.Aggregate(default(WeightedSums), (sums, period) => sums.Add(period.Arms[arm].Units, period.Shares[arm])).Moments).ToArray();
        if (arms.Any(arm => arm.Units.Count < 2) || weighted.Any(moments => moments is null)) return null;
        return [.. Enumerable.Range(1, arms.Count - 1).Select(arm => new BanditEstimate(arms[arm].Name, Difference(arms[0].Units.Moments, arms[arm].Units.Moments), Difference(weighted[0]!.Value, weighted[arm]!.Value)))];
    }

    static Interval Difference(SampleMoments control, SampleMoments arm) => Interval.Of(arm.Mean - control.Mean, Math.Sqrt(ArmDifference.Variance(control, arm, DifferenceKind.Absolute)));
}
