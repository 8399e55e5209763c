using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Statistics;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: the demo shop, its shoppers and a strategy. Out: what visits under it come to. Every strategy meets the same shoppers with the
/// same chance, so that two trials differ by less than their intervals say.
/// </summary>
public sealed class StrategyTrial(CatalogSnapshot catalog, ulong shopSeed, SessionStore sessions, DateTimeOffset now, ShowSlate show)
{
    readonly StudyVisits visits = new(catalog, shopSeed, sessions, now);

    public TrialOutcome Run(StrategyRevision strategy, int shoppers, ulong seed, CancellationToken cancellation = default)
    {
        var (chance, outcomes) = (new Rng(seed), new VisitOutcome[shoppers]);
        visits.Each(shoppers, (n, browsing) => outcomes[n] = visits.Make(chance, n, new StrategySide(visits, show, strategy), browsing), cancellation);
        var (ctr, satisfaction, ordered, revenue) = (default(RatioSums), default(RatioSums), default(MeanSums), default(MeanSums));
        foreach (var one in outcomes)
        {
            ctr = ctr.Add(one.Clicks, one.Slots);
            satisfaction = satisfaction.Add(one.ExpectedClicks, one.Looks);
            ordered = ordered.Add(one.Orders > 0 ? 1 : 0);
            revenue = revenue.Add(one.Revenue);
        }
        return new TrialOutcome(strategy.Key, outcomes.Sum(one => (long)one.Slates), ctr.Interval95, Mean(ordered), Mean(revenue), satisfaction.Interval95);
    }

    static Interval? Mean(MeanSums sums) => sums.Count > 1 ? Interval.Of(sums.Mean, sums.Moments.StandardError) : null;
}

/// <summary>What simulated visits under a strategy come to, with 95 % intervals over visits; null where one visit says nothing.</summary>
/// <param name="Ctr">Clicks over slots shown.</param>
/// <param name="Conversion">Share of visits that ended with an order.</param>
/// <param name="RevenuePerSession">In the shop's currency.</param>
/// <param name="Satisfaction">Mean chance that a slot which is looked at pleases enough to be clicked: the slate's worth to the shopper, without the luck of the draw.</param>
public sealed record TrialOutcome(string Key, long Slates, Interval? Ctr, Interval? Conversion, Interval? RevenuePerSession, Interval? Satisfaction);
