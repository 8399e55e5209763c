using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Slates;

public sealed class SlateReplayTests
{
    static readonly StrategyRevision Revision = new("tested", 1,
        new Dictionary<string, float> { ["relevance"] = 1.3f, ["popularity"] = 0.5f, ["priceFit"] = 0.7f, ["newness"] = -0.4f, ["price"] = 0.2f },
        [
            new StrategyRule("boost", RuleKind.Boost) { Items = new ItemCondition { Brands = ["b2"] }, Strength = 0.8f },
            new StrategyRule("bury", RuleKind.Bury) { Items = new ItemCondition { Categories = ["c1"] }, Strength = 0.3f },
            new StrategyRule("pin", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i5"] }, Slot = 2 },
        ])
    {
        Exploration = new Exploration(0.4f, 0.6f),
        Diversity = new Diversity(DiversityMethod.Mmr, 0.2f),
        Caps = [new Cap(CapField.Brand, 2, 4)],
    };

    readonly RankingCase shop = new(items: 600, dimensions: 8, seed: 14, cold: 60);

    async Task<LoggedSlate> Serve(ulong seed, StrategyRevision? revision = null)
    {
        shop.Change("i5", item => item with { Stock = 5 });
        shop.Refresh();
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper((int)seed % 50), revision ?? Revision, 200));
        var built = new SlateBuilder(new SlateOptions()).Build(ranked, 10, seed);
        var record = new SlateRecord(SlateId.NewTimeOrdered(RankingCase.Now), RankingCase.Now, "home", "tested", ranked.Revision.Hash, ranked.Matrix.Model!.Name)
        {
            Seed = seed,
            Slots = [.. built.Slots.Select((slot, i) => new SlateSlot(ranked.Matrix.Catalog[slot.Item].Id, i + 1, slot.Score, slot.Propensity))],
        };
        return new LoggedSlate(record, RequestContext.None)
        {
            Wanted = 10,
            Replays = new SlateOptions().Replays,
            Explored = built.Explored,
            Encoding = ranked.Shopper.U,
            Sample = SlateSampler.Take(ranked, built),
        };
    }

    [Fact]
    public async Task Run_NothingChanged_IsIdentical()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var report = SlateReplay.Run(await Serve(seed), Revision, shop.Ranker.Current);
            Assert.Empty(report.Differences);
            Assert.True(report.IsIdentical);
            Assert.InRange(report.LargestScoreDifference!.Value, 0, report.LargestAllowed!.Value);
        }
    }

    [Fact]
    public async Task Run_OtherWeights_NamesTheLargestDifference()
    {
        var logged = await Serve(3);
        var other = new StrategyRevision("tested", 2, Revision.Weights.SetItem("popularity", 0.6f), Revision.Rules);
        var report = SlateReplay.Run(logged, other, shop.Ranker.Current);
        Assert.False(report.IsIdentical);
        Assert.True(report.LargestScoreDifference > report.LargestAllowed);
        Assert.Contains(report.Differences, line => line.Contains($"The score of {report.Item} differs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_BrandsChangedSince_SaysThatCapsLookAtThem()
    {
        var logged = await Serve(4, Revision with { Exploration = Exploration.None, Diversity = Diversity.None });
        foreach (var slot in logged.Slate.Slots) shop.Change(slot.ItemId.Value, item => item with { Brand = "one" });
        shop.Refresh();
        var report = SlateReplay.Run(logged, Revision with { Exploration = Exploration.None, Diversity = Diversity.None }, shop.Ranker.Current);
        Assert.False(report.IsIdentical);
        Assert.Contains("brands", Assert.Single(report.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSampleOrRevision_SaysWhatIsMissing()
    {
        var logged = await Serve(5);
        Assert.Contains("not sampled", Assert.Single(SlateReplay.Run(logged with { Sample = null }, Revision, shop.Ranker.Current).Differences), StringComparison.Ordinal);
        Assert.Contains("is not kept here", Assert.Single(SlateReplay.Run(logged, null, shop.Ranker.Current).Differences), StringComparison.Ordinal);
        var popular = logged with { Slate = logged.Slate with { Degraded = ["ranking late: most popular items instead"] } };
        Assert.Contains("Nothing was ranked", Assert.Single(SlateReplay.Run(popular, Revision, shop.Ranker.Current).Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ItemGone_SaysSo()
    {
        var logged = await Serve(6);
        var other = new RankingCase(items: 50, dimensions: 8);
        Assert.Contains("no longer has all of its items", string.Join('\n', SlateReplay.Run(logged, Revision, other.Ranker.Current).Differences), StringComparison.Ordinal);
    }
}
