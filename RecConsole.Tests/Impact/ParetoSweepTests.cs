using RecConsole.Engine.Impact;

namespace RecConsole.Tests.Impact;

public sealed class ParetoSweepTests
{
    static readonly string[] Keys = ["relevance", "popularity"];

    static ParetoAnswer Run(SimulatedLog log, ImpactTraffic traffic) =>
        new ParetoSweep(log.Shop.Ranker, log.Compiler, log.Shop.Time).Run(SimulatedLog.Live(temperature: 0.4f), Keys, traffic, vectors: 5);

    [Fact]
    public async Task Run_FewClicks_SaysWhyInPlaceOfMadeUpPoints()
    {
        var log = new SimulatedLog(61);
        var served = await log.ServeAsync(SimulatedLog.Live(temperature: 0.4f), 12);
        var quiet = served.Samples.Select(sample => sample with { Outcomes = [] }).ToArray();

        var answer = Run(log, served with { Samples = quiet, Rewards = RewardModel.Fit(quiet, log.Shop.Catalog.Current) });

        Assert.Empty(answer.Points);
        Assert.StartsWith("The log holds 0 clicks on 12 slates.", answer.WhyNone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSlates_SaysWhy()
    {
        var log = new SimulatedLog(62);
        var served = await log.ServeAsync(SimulatedLog.Live(temperature: 0.4f), 1);
        var answer = Run(log, served with { Samples = [], Rewards = null });
        Assert.Empty(answer.Points);
        Assert.StartsWith("The log holds no slates", answer.WhyNone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EnoughClicks_TriesAllVectors()
    {
        var log = new SimulatedLog(63);
        var answer = Run(log, await log.ServeAsync(SimulatedLog.Live(temperature: 0.4f), 400));
        Assert.Equal((6, ""), (answer.Points.Count, answer.WhyNone));
        Assert.Contains(answer.Points, point => point.IsOnFront);
        Assert.All(answer.Points, point => Assert.True(point.Ctr > 0));
    }
}
