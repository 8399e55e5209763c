using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class BanditTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly BanditPlan Hourly = new() { Floor = 0.1, UpdateMinutes = 60, LeastUnits = 100 };

    [Fact]
    public void Begin_TwoArms_SharesAreEqual() => Assert.Equal([0.5, 0.5], Bandit.Begin(Hourly, MetricKind.Binary, ["a", "b"], Start, 1).Shares);

    [Fact]
    public void Tick_BeforeTimeOrUnits_ChangesNothing()
    {
        var bandit = Bandit.Begin(Hourly, MetricKind.Binary, ["a", "b"], Start, 1).With([Rate(10, 200), Rate(20, 99)]);

        Assert.Same(bandit, bandit.Tick(Start.AddMinutes(59)));
        Assert.Same(bandit, bandit.Tick(Start.AddHours(5)));
        Assert.Equal(2, bandit.With([Rate(10, 200), Rate(20, 100)]).Tick(Start.AddHours(1)).Periods.Count);
    }

    [Fact]
    public void Tick_OneArmIsFarBetter_OthersKeepTheFloor()
    {
        var bandit = Bandit.Begin(Hourly, MetricKind.Binary, ["a", "b", "c"], Start, 1).With([Rate(50, 1000), Rate(200, 1000), Rate(50, 1000)]).Tick(Start.AddHours(1));

        Assert.Equal([0.1, 0.8, 0.1], bandit.Shares.Select(share => Math.Round(share, 9)));
        Assert.Equal(Start.AddHours(1), bandit.Now.Start);
        Assert.All(bandit.Now.Arms, arm => Assert.Equal(0, arm.Units.Count)); // a new weight period begins with no units
        Assert.Equal(1000, bandit.Arms[1].Units.Count);
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], bandit.Periods[0].Shares); // the history stays
    }

    [Fact]
    public void Best_TwoRates_IsTheProbabilityToBeat()
    {
        BanditArm[] arms = [new("a", Rate(50, 1000)), new("b", Rate(60, 1000))];
        var best = ThompsonShares.Best(arms, MetricKind.Binary, new Rng(1));

        Assert.Equal(BetaPosterior.Of(60, 1000).ProbabilityToBeat(BetaPosterior.Of(50, 1000)), best[1], 0.015);
        Assert.Equal(1, best.Sum(), 1e-9);
    }

    [Fact]
    public void Best_TwoMeans_IsTheProbabilityToBeat()
    {
        var rng = new Rng(5);
        var (a, b) = (default(MeanSums), default(MeanSums));
        for (var i = 0; i < 500; i++) (a, b) = (a.Add(10 * rng.NextExponential()), b.Add(11 * rng.NextExponential()));
        var best = ThompsonShares.Best([new("a", a), new("b", b)], MetricKind.Mean, new Rng(1));

        Assert.Equal(GaussianPosterior.Of(a.Moments, b.Moments, DifferenceKind.Absolute).Value!.ProbabilityToBeatControl, best[1], 0.015);
    }

    [Fact]
    public void Draw_OfABeta_HasItsMeanAndVariance()
    {
        var rng = new Rng(6);
        foreach (var beta in new[] { new BetaPosterior(0.5, 0.5), new BetaPosterior(3, 40), new BetaPosterior(600, 400) })
        {
            var sums = default(MeanSums);
            for (var i = 0; i < 20_000; i++) sums = sums.Add(beta.Draw(rng));
            var (mean, whole) = (beta.Alpha / (beta.Alpha + beta.Beta), beta.Alpha + beta.Beta);
            var variance = mean * (1 - mean) / (whole + 1);
            Assert.Equal(mean, sums.Mean, 4 * Math.Sqrt(variance / 20_000));
            Assert.InRange(sums.Variance / variance, 0.95, 1.05);
        }
    }

    [Fact]
    public void Course_SimulatedTraffic_BestArmGetsTheMostAndTheCourseRepeats()
    {
        var study = new BanditStudy([0.05, 0.08, 0.05], 1, Seed: 1);
        var bandit = study.Course(new Rng(3));

        Assert.Equal(study.Periods, bandit.Periods.Count);
        Assert.True(bandit.Shares[1] > 0.7, $"{bandit.Shares[1]}");
        Assert.All(bandit.Periods, period => Assert.All(period.Shares, share => Assert.InRange(share, study.Floor - 1e-9, 1)));
        Assert.All(bandit.Periods, period => Assert.Equal(1, period.Shares.Sum(), 1e-9));
        Assert.Equal(bandit.Periods.SelectMany(period => period.Shares), study.Course(new Rng(3)).Periods.SelectMany(period => period.Shares));
    }

    /// <summary>The worse arm is measured least after it was unlucky: its plain average stays too low, and the lift looks too large.</summary>
    [Fact]
    public void Run_ManyCourses_NaiveLiftIsBiasedAndTheWeightedIsNot()
    {
        var found = new BanditStudy([0.05, 0.06], 1500, Seed: 2) { Periods = 12, UnitsPerPeriod = 300, Floor = 0.05 }.Run();

        Assert.True(found.NaiveBias.Lower > 0, $"{found.NaiveBias}");
        Assert.InRange(0, found.WeightedBias.Lower - (found.WeightedBias.Value - found.WeightedBias.Lower), found.WeightedBias.Upper + (found.WeightedBias.Upper - found.WeightedBias.Value)); // four standard errors
        Assert.True(Math.Abs(found.WeightedBias.Value) < found.NaiveBias.Value);
        Assert.True(found.Earned.Lower > found.EqualSplit);
        Assert.InRange(found.WeightedCoverage, 0.92, 0.98);
    }

    [Fact]
    public void Estimate_OnePeriodOfEqualShares_IsThePlainDifferenceWeighted()
    {
        var bandit = Bandit.Begin(Hourly, MetricKind.Binary, ["a", "b"], Start, 1).With([Rate(50, 1000), Rate(70, 1000)]);
        var found = Assert.Single(BanditEstimate.Of(bandit)!);

        Assert.Equal(0.02, found.Naive.Value, 1e-12);
        Assert.Equal(0.02, found.Weighted.Value, 1e-12); // as many units in both arms as their shares say
        Assert.Null(BanditEstimate.Of(Bandit.Begin(Hourly, MetricKind.Binary, ["a", "b"], Start, 1)));
    }

    [Theory]
    [InlineData(1, 0.1, "A bandit has two arms or more")]
    [InlineData(3, 0.4, "up to 0.333")]
    [InlineData(3, 0, "lies above 0")]
    public void Begin_WrongSettings_SaysWhatWouldBeRight(int arms, double floor, string said)
    {
        var refused = Assert.Throws<ArgumentException>(() => Bandit.Begin(Hourly with { Floor = floor }, MetricKind.Binary, [.. Enumerable.Range(0, arms).Select(arm => $"arm {arm}")], Start, 1));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    static MeanSums Rate(int successes, int units) => new(units, successes, successes);
}
