using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Impact;

/// <summary>A spell in which the live strategy left nothing to chance.</summary>
public sealed class ChanceSpellTests
{
    /// <summary>Slates without chance first: they are the newest. Clusters are told apart.</summary>
    static async Task<(SimulatedLog Log, StrategyRevision Live, ImpactTraffic WithChance, ImpactTraffic All)> ServeAsync(ulong seed, int withChance, int without)
    {
        var log = new SimulatedLog(seed);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var drawn = await log.ServeAsync(live, withChance);
        var still = await log.ServeAsync(live with { Exploration = Exploration.None }, without);
        var samples = still.Samples.Select(sample => sample with { Cluster = sample.Cluster + withChance }).Concat(drawn.Samples).ToArray();
        return (log, live, drawn, new ImpactTraffic([.. still.Requests, .. drawn.Requests], samples, RewardModel.Fit(samples, log.Shop.Catalog.Current), ""));
    }

    [Fact]
    public async Task Run_SlatesWithoutChanceAmongMany_AreLeftOutAndSaid()
    {
        var (log, live, withChance, all) = await ServeAsync(31, withChance: 700, without: 700);
        var draft = live.WithWeight("popularity", 0.5f);

        var report = log.Study.Run(live, draft, all);

        Assert.NotEqual(OffPolicyVerdict.NotSupported, report.Support!.Verdict);
        Assert.Equal((700, 700), (report.Support.Slates, report.Support.LeftOut));
        Assert.NotEmpty(report.Estimates);
        Assert.EndsWith("700 slates are left out because the strategy that served them had no chance turned on: the figures are of the requests that were served with chance.", report.EstimateSentence, StringComparison.Ordinal);
        // what is left is exactly the log of the slates with chance
        var alone = log.Study.Run(live, draft, withChance with { Rewards = all.Rewards });
        Assert.Equal(alone.Estimates[Reward.Ctr], report.Estimates[Reward.Ctr]);
    }

    [Fact]
    public async Task Run_TooFewSlatesWithChance_NamesTheCause()
    {
        var (log, live, _, all) = await ServeAsync(32, withChance: 40, without: 400);
        var report = log.Study.Run(live, log.RandomDraft(live, 0.3f), all);
        Assert.Empty(report.Estimates);
        Assert.Equal((440, 0, 400), (report.Support!.Slates, report.Support.LeftOut, report.Support.WithoutChance));
        Assert.Contains("400 of the 440 slates were served without chance", report.EstimateSentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DraftThatTheSpellSupports_KeepsItsSlates()
    {
        var (log, live, _, all) = await ServeAsync(33, withChance: 600, without: 600);
        var report = log.Study.Run(live, live.WithNumber(2) with { Exploration = Exploration.None }, all);
        Assert.Equal(0, report.Support!.LeftOut);
    }
}
