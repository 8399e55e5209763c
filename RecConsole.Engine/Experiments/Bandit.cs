using System.Globalization;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: what units did under which arm, and the clock. Out: shares by Thompson sampling that change at the ends of periods only,
/// and their history. Immutable: a bandit is its periods, so it is kept and comes back as they are. Each change of shares begins
/// a period of its own, because units that came under other shares cannot be pooled as if they had not.
/// </summary>
/// <param name="Kind">Binary: Beta posteriors from Jeffreys' prior; mean: Gaussian ones of the means.</param>
/// <param name="Periods">Oldest first; the last is the one that runs.</param>
/// <param name="Seed">Of the draws; the same course gives the same shares.</param>
public sealed record Bandit(BanditPlan Plan, MetricKind Kind, IReadOnlyList<BanditPeriod> Periods, ulong Seed)
{
    /// <summary>What stands beside each lift of a bandit, on every page and in every export.</summary>
    public const string BiasWarning =
        "The difference of the arms' plain averages is biased: a bandit gives an arm fewer units after it was unlucky, so its average stays too low, and it mixes times at which shares differed. Read the difference that is weighted by period, or run an A/B test for an estimate.";

    /// <exception cref="ArgumentException">The plan does not fit; the message says all that is wrong.</exception>
    public static Bandit Begin(BanditPlan plan, MetricKind kind, IReadOnlyList<string> arms, DateTimeOffset now, ulong seed)
    {
        List<string> problems = [.. plan.Problems(arms.Count)];
        if (kind == MetricKind.Ratio) problems.Add("A bandit follows a rate or a mean, not a ratio: choose a metric with one value a unit.");
        if (arms.Distinct(StringComparer.Ordinal).Count() < arms.Count) problems.Add("Each arm has a name of its own.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems), nameof(plan));
        var equal = ThompsonShares.Equal(arms.Count);
        return new Bandit(plan, kind, [new BanditPeriod(now, equal, equal, [.. arms.Select(arm => new BanditArm(arm, default))])], seed);
    }

    /// <summary>The bandit that an experiment is: its phases are the periods, its key the seed.</summary>
    /// <param name="units">What units did, by phase and arm.</param>
    public static Bandit Of(Experiment experiment, IReadOnlyList<IReadOnlyList<MeanSums>> units) => new(experiment.Bandit!, BanditPlan.Goal(experiment)!.Kind,
        [.. experiment.Phases.Select((phase, period) => new BanditPeriod(phase.StartedAt, phase.Weights, phase.Best, [.. experiment.Variants.Select((arm, i) => new BanditArm(arm.Name, units[period][i]))]))],
        StableHash.Of(experiment.Key));

    public BanditPeriod Now => Periods[^1];

    /// <summary>The shares by which units are assigned now.</summary>
    public IReadOnlyList<double> Shares => Now.Shares;

    /// <summary>When the running period is over.</summary>
    public DateTimeOffset Due => Now.Start + Plan.UpdateEvery;

    /// <summary>All that an arm's units did, over all periods.</summary>
    public IReadOnlyList<BanditArm> Arms => [.. Now.Arms.Select((arm, i) => arm with { Units = Periods.Aggregate(default(MeanSums), (sum, period) => sum.Merge(period.Arms[i].Units)) })];

    /// <summary>The same with what the units of the running period did so far.</summary>
    /// <param name="units">By arm.</param>
    public Bandit With(IReadOnlyList<MeanSums> units) => this with { Periods = [.. Periods.SkipLast(1), Now with { Arms = [.. Now.Arms.Select((arm, i) => arm with { Units = units[i] })] }] };

    /// <summary>Probability that each arm is the best, by all units; drawn by seed and period, so that anybody who draws again finds the same.</summary>
    public double[] Best() => ThompsonShares.Best(Arms, Kind, new Rng(Seed).Fork((ulong)Periods.Count));

    /// <summary>Why shares do not move now, whatever the time; null where they do at the end of the period.</summary>
    public string? Waits()
    {
        if (Periods.Count >= BanditPlan.MostPeriods) return $"All {BanditPlan.MostPeriods} periods have been: the shares stay as they are.";
        var least = Arms.MinBy(arm => arm.Units.Count);
        return least.Units.Count >= Plan.LeastUnits ? null
            : string.Create(CultureInfo.InvariantCulture, $"{least.Name} has {least.Units.Count:n0} of the {Plan.LeastUnits:n0} units that every arm needs before shares move.");
    }

    /// <summary>Ends the period if its time is over and every arm has enough units; else the bandit stays as it is.</summary>
    public Bandit Tick(DateTimeOffset now)
    {
        if (now < Due || Waits() is not null) return this;
        var best = Best();
        var next = new BanditPeriod(now, ThompsonShares.Mixed(best, Plan.Floor), best, [.. Now.Arms.Select(arm => arm with { Units = default })]);
        return this with { Periods = [.. Periods, next] };
    }
}
