using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Statistics;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Impact;

public sealed class RulePriceStudyTests
{
    static readonly StrategyRule Idle = new("idle", RuleKind.Boost) { Items = new ItemCondition { Brands = ["no such brand"] }, Strength = 1 };
    static readonly StrategyRule More = new("more-b2", RuleKind.Boost) { Items = new ItemCondition { Brands = ["b2"] }, Strength = 0.3f };

    static RulePriceStudy Study(SimulatedLog log) => new(log.Study, log.Shop.Ranker, log.Compiler, log.Shop.Time);

    [Fact]
    public async Task Run_RuleThatMatchesNothing_CostsExactlyNothingHoweverFarTheDraftIs()
    {
        var log = new SimulatedLog(41);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var traffic = await log.ServeAsync(live, 600);
        var draft = live.WithWeight("popularity", 0.7f).WithRule(Idle).WithRule(More);

        var prices = Study(log).Run(draft, traffic);

        Assert.Equal(["idle", "more-b2"], prices.Select(price => price.RuleKey));
        var idle = prices[0];
        Assert.True(idle.IsNothing);
        Assert.Equal(4, idle.Changes.Count);
        Assert.All(idle.Changes.Values, change => Assert.Equal(default(Interval), change.Change));
        var more = prices[1];
        Assert.False(more.IsNothing);
        Assert.True(more.Without.Entered > 0);
        Assert.True(more.Changes[Reward.Ctr].Change.Lower < more.Changes[Reward.Ctr].Change.Upper);
    }

    /// <summary>Over many logs the interval of the difference holds what the draft truly earns without the rule, less what it earns with it.</summary>
    [Fact]
    public async Task Run_ManyLogs_IntervalsHoldTheTrueDifference()
    {
        int given = 0, covered = 0;
        for (ulong seed = 50; seed < 62; seed++)
        {
            var log = new SimulatedLog(seed);
            var live = SimulatedLog.Live(temperature: 0.4f);
            var traffic = await log.ServeAsync(live, 800);
            var draft = log.RandomDraft(live, 0.15f).WithRule(More);
            var price = Study(log).Run(draft, traffic with { Requests = [.. traffic.Requests.Take(32)] })[0];
            if (!price.Changes.TryGetValue(Reward.Ctr, out var ctr)) continue;
            given++;
            var truth = await log.TrueCtrAsync(draft.WithoutRule(More.Key)) - await log.TrueCtrAsync(draft);
            if (ctr.Change.Lower <= truth && truth <= ctr.Change.Upper) covered++;
        }
        Assert.True(given >= 8, $"{given} of 12 logs gave a price");
        Assert.True(covered >= 0.8 * given, $"{covered} of {given} intervals hold the truth");
    }

    [Fact]
    public async Task Run_LogServedUnderTheHidingRule_GivesNoPrice()
    {
        var log = new SimulatedLog(42);
        var hide = new StrategyRule("no-b1", RuleKind.Hide) { Items = new ItemCondition { Brands = ["b1"] } };
        var live = SimulatedLog.Live(temperature: 0.4f).WithRule(hide);
        var price = Study(log).Run(live, await log.ServeAsync(live, 300))[0];
        Assert.True(price.Without.Entered > 0);
        Assert.Equal(OffPolicyVerdict.NotSupported, price.Verdict);
        Assert.Empty(price.Changes);
    }

    [Fact]
    public async Task Run_NoSlates_GivesMovementAndTheReason()
    {
        var log = new SimulatedLog(43);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var traffic = await log.ServeAsync(live, 40);
        var price = Study(log).Run(live.WithRule(More), new ImpactTraffic(traffic.Requests, [], null, "No slates."))[0];
        Assert.True(price.Without.Entered > 0);
        Assert.Equal((null, "No slates."), (price.Verdict, price.Sentence));
    }
}
