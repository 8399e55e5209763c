using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Api;

/// <summary>How a bandit stands, in the answer of <c>GET /api/v1/experiments/{key}/results</c>.</summary>
/// <param name="Metric">That it follows.</param>
/// <param name="Warning">Why the plain difference is not to be read as the effect.</param>
/// <param name="DueAt">When the running period is over; none where shares do not move.</param>
/// <param name="Next">What happens to the shares next.</param>
public sealed record BanditDocument(string Metric, string Warning, DateTimeOffset? DueAt, string Next, IReadOnlyList<BanditDocument.Arm> Arms, IReadOnlyList<BanditDocument.Period> Periods)
{
    internal static BanditDocument Of(BanditResults bandit) => new(ShopMetrics.NameOf(bandit.Metric), bandit.Warning, bandit.DueAt, bandit.Next,
        [.. bandit.Arms.Select(arm => new Arm(arm.Name, arm.Share, arm.Best, arm.Units, arm.Mean, arm.Weighted, arm.Naive))],
        [.. bandit.Periods.Index().Select(one => new Period(one.Index + 1, one.Item.Start, one.Item.Shares, one.Item.Best, [.. one.Item.Arms.Select(arm => arm.Units.Count)]))]);

    /// <param name="Share">Of the units that enter now.</param>
    /// <param name="ProbabilityToBeBest">By all units so far.</param>
    /// <param name="Mean">Plain average.</param>
    /// <param name="Weighted">Difference from the control, weighted by period, with 95 %; none of the control.</param>
    /// <param name="Naive">Difference of the plain averages: biased.</param>
    public sealed record Arm(string Name, double Share, double ProbabilityToBeBest, long Units, double? Mean, Interval? Weighted, Interval? Naive);

    /// <param name="Shares">By variant, as are the two that follow.</param>
    /// <param name="ProbabilityToBeBest">That the shares were made of; none where they were given.</param>
    public sealed record Period(int Number, DateTimeOffset Start, IReadOnlyList<double> Shares, IReadOnlyList<double> ProbabilityToBeBest, IReadOnlyList<long> Units);
}
