using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: what units did under which arm, and the clock. Out: shares by Thompson sampling that change at the ends of periods only,
/// and their history. Immutable: a bandit is its periods, so it is kept and comes back as they are. Each change of shares begins
/// a period of its own, because units that came under other shares cannot be pooled as if they had not.
/// </summary>
/// <param name="Periods">Oldest first; the last is the one that runs.</param>
/// <param name="Seed">Of the draws; the same course gives the same shares.</param>
public sealed record Bandit(BanditSettings Settings, IReadOnlyList<BanditPeriod> Periods, ulong Seed)
{
    /// <summary>What stands beside each lift of a bandit, on every page and in every export.</summary>
    public const string BiasWarning =
        "The difference of the arms' plain averages is biased: a bandit gives an arm fewer units after it was unlucky, so its average stays too low, and it mixes times at which shares differed. Read the difference that is weighted by period, or run an A/B test for an estimate.";

    /// <exception cref="ArgumentException">The settings do not fit; the message says all that is wrong.</exception>
    public static Bandit Begin(BanditSettings settings, IReadOnlyList<string> arms, DateTimeOffset now, ulong seed)
    {
        var problems = settings.Problems(arms.Count).Concat(arms.Distinct(StringComparer.Ordinal).Count() < arms.Count ? ["Each arm has a name of its own."] : []).ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems), nameof(settings));
        var equal = ThompsonShares.Equal(arms.Count);
        return new Bandit(settings, [new BanditPeriod(now, equal, equal, [.. arms.Select(arm => new BanditArm(arm, default))])], seed);
    }

    public BanditPeriod Now => Periods[^1];

    /// <summary>The shares by which units are assigned now.</summary>
    public IReadOnlyList<double> Shares => Now.Shares;

    /// <summary>All that an arm's units did, over all periods.</summary>
    public IReadOnlyList<BanditArm> Arms => [.. Now.Arms.Select((arm, i) => arm with { Units = Periods.Aggregate(default(MeanSums), (sum, period) => sum.Merge(period.Arms[i].Units)) })];

    /// <summary>The same with what the units of the running period did so far.</summary>
    /// <param name="units">By arm.</param>
    public Bandit With(IReadOnlyList<MeanSums> units) => this with { Periods = [.. Periods.SkipLast(1), Now with { Arms = [.. Now.Arms.Select((arm, i) => arm with { Units = units[i] })] }] };

    /// <summary>Ends the period if its time is over and every arm has enough units; else the bandit stays as it is.</summary>
    public Bandit Tick(DateTimeOffset now)
    {
        if (now - Now.Start < Settings.UpdateEvery || Arms.Any(arm => arm.Units.Count < Settings.LeastUnits)) return this;
        var best = ThompsonShares.Best(Arms, Settings.Kind, new Rng(Seed).Fork((ulong)Periods.Count));
        var next = new BanditPeriod(now, ThompsonShares.Mixed(best, Settings.Floor), best, [.. Now.Arms.Select(arm => arm with { Units = default })]);
        return this with { Periods = [.. Periods, next] };
    }
}
