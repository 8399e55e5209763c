using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: true rates of arms. Out: what bandits made of them, over many simulated courses: how far the naive and the weighted
/// difference lie from the truth on average, and what the traffic earned. The same for the same seed.
/// </summary>
/// <param name="Rates">The first is the control.</param>
public sealed record BanditStudy(IReadOnlyList<double> Rates, int Courses, ulong Seed)
{
    public int Periods { get; init; } = 20;
    public int UnitsPerPeriod { get; init; } = 500;
    public double Floor { get; init; } = 0.1;

    static readonly BanditPlan Hourly = BanditPlan.Default with { UpdateMinutes = 60 };

    public BanditStudyResult Run(CancellationToken cancellation = default)
    {
        var courses = new (double Naive, double Weighted, bool NaiveHolds, bool WeightedHolds, double Earned, double ShareOfBest)[Courses];
        var chance = new Rng(Seed);
        var truth = Rates[^1] - Rates[0];
        var best = Rates.Index().MaxBy(one => one.Item).Index;
        Parallel.For(0, Courses, new ParallelOptions { CancellationToken = cancellation }, course =>
        {
            var bandit = Course(chance.Fork((ulong)course));
            var last = BanditEstimate.Of(bandit)![^1];
            courses[course] = (last.Naive.Value - truth, last.Weighted.Value - truth, Holds(last.Naive, truth), Holds(last.Weighted, truth),
                bandit.Arms.Sum(arm => arm.Units.Sum) / bandit.Arms.Sum(arm => arm.Units.Count), bandit.Shares[best]);
        });
        Interval Mean(Func<(double Naive, double Weighted, bool NaiveHolds, bool WeightedHolds, double Earned, double ShareOfBest), double> of)
        {
            var moments = courses.Aggregate(default(MeanSums), (sums, one) => sums.Add(of(one))).Moments;
            return Interval.Of(moments.Mean, moments.StandardError);
        }
        return new BanditStudyResult(truth, Mean(one => one.Naive), Mean(one => one.Weighted), Mean(one => one.NaiveHolds ? 1 : 0).Value, Mean(one => one.WeightedHolds ? 1 : 0).Value,
            Mean(one => one.Earned), Rates.Average(), Rates.Max(), Mean(one => one.ShareOfBest));
    }

    /// <summary>One bandit, from equal shares to the end of its last period.</summary>
    public Bandit Course(Rng rng)
    {
        var start = DateTimeOffset.UnixEpoch;
        var bandit = Bandit.Begin(Hourly with { Floor = Floor }, MetricKind.Binary, [.. Rates.Select((_, arm) => $"arm {arm}")], start, rng.NextUInt64());
        for (var period = 1; period <= Periods; period++)
        {
            var arms = bandit.Now.Arms.Select(arm => arm.Units).ToArray();
            for (var unit = 0; unit < UnitsPerPeriod; unit++)
            {
                var arm = Drawn(bandit.Shares, rng);
                arms[arm] = arms[arm].Add(rng.NextBool(Rates[arm]) ? 1 : 0);
            }
            bandit = bandit.With(arms);
            if (period < Periods) bandit = bandit.Tick(start + period * Hourly.UpdateEvery);
        }
        return bandit;
    }

    static int Drawn(IReadOnlyList<double> shares, Rng rng)
    {
        var (arm, left) = (0, rng.NextDouble());
        while (arm < shares.Count - 1 && left >= shares[arm]) left -= shares[arm++];
        return arm;
    }

    static bool Holds(Interval one, double truth) => one.Lower <= truth && truth <= one.Upper;
}

/// <summary>What a <see cref="BanditStudy"/> found of the last arm against the first.</summary>
/// <param name="NaiveBias">Mean of the naive difference less the truth.</param>
/// <param name="NaiveCoverage">Share of courses whose naive interval holds the truth.</param>
/// <param name="Earned">Rate over all units.</param>
/// <param name="EqualSplit">What an A/B test would have earned.</param>
/// <param name="ShareOfBest">Of the last period.</param>
public sealed record BanditStudyResult(double Truth, Interval NaiveBias, Interval WeightedBias, double NaiveCoverage, double WeightedCoverage, Interval Earned, double EqualSplit, double BestRate, Interval ShareOfBest);
