using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>How a bandit stands: what each arm has, earned and is worth, over all periods.</summary>
/// <param name="Arms">In the order of the variants.</param>
/// <param name="Periods">Oldest first: the shares over time, and who came under them.</param>
/// <param name="DueAt">When the running period is over; null where shares do not move any more.</param>
/// <param name="Next">What happens to the shares next, in a sentence.</param>
public sealed record BanditResults(ShopMetric Metric, IReadOnlyList<BanditStanding> Arms, IReadOnlyList<BanditPeriod> Periods, DateTimeOffset? DueAt, string Next)
{
    /// <summary>What stands beside each difference.</summary>
    public string Warning => Bandit.BiasWarning;

    /// <summary>The arm that is most probably the best.</summary>
    public BanditStanding Leader => Arms.MaxBy(arm => arm.Best)!;

    internal static BanditResults Of(Bandit bandit, ShopMetric metric, string next, DateTimeOffset? dueAt)
    {
        var (best, estimates) = (bandit.Best(), BanditEstimate.Of(bandit));
        return new BanditResults(metric,
            [.. bandit.Arms.Select((arm, i) => new BanditStanding(arm.Name, bandit.Shares[i], best[i], arm.Units.Count, arm.Units.Count == 0 ? null : arm.Units.Mean,
                i == 0 ? null : estimates?[i - 1].Naive, i == 0 ? null : estimates?[i - 1].Weighted))],
            bandit.Periods, dueAt, next);
    }
}

/// <summary>How one arm of a bandit stands.</summary>
/// <param name="Share">Of the units that enter now.</param>
/// <param name="Best">Probability that it is the best, by all units so far.</param>
/// <param name="Mean">Plain average over all its units; null without any.</param>
/// <param name="Naive">Difference of the plain averages from the control, which is biased (<see cref="Bandit.BiasWarning"/>); null of the control, and while there are too few units.</param>
/// <param name="Weighted">The same weighted by period (<see cref="BanditEstimate"/>).</param>
public sealed record BanditStanding(string Name, double Share, double Best, long Units, double? Mean, Interval? Naive, Interval? Weighted);
