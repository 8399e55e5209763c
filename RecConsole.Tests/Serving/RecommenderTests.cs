using System.Collections.Concurrent;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Serving;

public sealed class RecommenderTests
{
    readonly RankingCase shop = new(items: 500, dimensions: 8, seed: 3);
    readonly StrategyStore strategies = new();
    readonly ExperimentStore experiments = new();
    readonly SlateQueue log = new(new SlateOptions { SamplesPerSecond = 3, QueueCapacity = 1000 });
    readonly SlateRecorder recorder;
    readonly Recommender recommender;

    public RecommenderTests()
    {
        recorder = new SlateRecorder(log, new SlateOptions());
        recommender = new Recommender(shop.Ranker, new SlateBuilder(new SlateOptions()), recorder, new RevisionRouter(strategies, experiments), new Audience(shop.Sessions, shop.Segments), shop.Time);
    }

    static SlateRequest Request(int user, int count = 10) => new("home", count) { UserId = new UserId($"u{user}"), Explain = true };

    [Fact]
    public async Task Recommend_WhileCatalogueModelAndStrategySwap_EverySlateIsWhole()
    {
        using var stop = new CancellationTokenSource();
        var swaps = Task.Run(() =>
        {
            var rng = new Rng(5);
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                shop.Change($"i{rng.NextInt(500)}", item => item with { Price = 1 + rng.NextInt(90), Stock = 1 + rng.NextInt(9) });
                if (n % 5 == 0) shop.SwapModel(rng, 400 + rng.NextInt(100));
                shop.Refresh();
                strategies.Publish(new StrategyRevision(StrategyStore.DefaultKey, n + 2, new Dictionary<string, float> { ["relevance"] = 1, ["popularity"] = n % 3, ["margin"] = n % 2 },
                    [
                        new StrategyRule("boost", RuleKind.Boost) { Items = new ItemCondition { Brands = [$"b{n % 7}"] }, Strength = 1 },
                        new StrategyRule("hide", RuleKind.Hide) { Items = new ItemCondition { Categories = [$"c{n % 3}"] } },
                    ])
                {
                    Exploration = new Exploration(0.5f, 0.5f),
                    Diversity = new Diversity(DiversityMethod.Mmr, 0.3f),
                    Caps = [new Cap(CapField.Brand, 3, 5)],
                });
            }
            return 0;
        });
        var workers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var n = 0; n < 400; n++)
            {
                var slate = await recommender.RecommendAsync(Request(w * 7 + n % 40));
                Assert.Empty(slate.Degraded);
                Assert.Equal(10, slate.Items.Select(item => item.ItemId).Distinct().Count());
                foreach (var item in slate.Items)
                {
                    Assert.InRange(item.Propensity, 1e-9, 1);
                    Assert.Equal(item.Score, item.Contributions!.Values.Sum(), 1e-5 * item.Contributions.Values.Sum(Math.Abs) + 1e-6);
                }
            }
        }));
        try
        {
            await Task.WhenAll(workers);
        }
        finally
        {
            await stop.CancelAsync();
            await swaps;
        }
    }

    [Fact]
    public async Task Recommend_ServedSlates_AreRecordedAndTheFirstOfASecondSampled()
    {
        var followed = new ConcurrentQueue<SlateRecord>();
        recorder.Served += followed.Enqueue;
        var slates = new List<Slate>();
        for (var n = 0; n < 8; n++)
        {
            if (n == 5) shop.Time.Now += TimeSpan.FromSeconds(1);
            slates.Add(await recommender.RecommendAsync(Request(n) with { Context = new RequestContext { Device = "phone" }, Exclude = [new ItemId("i1")] }));
        }
        var logged = new List<LoggedSlate>();
        while (log.Reader.TryRead(out var one)) logged.Add(one);
        Assert.Equal(slates.Select(slate => slate.Id), logged.Select(slate => slate.Slate.Id));
        Assert.Equal(slates.Select(slate => slate.Id), followed.Select(slate => slate.Id));
        Assert.Equal([true, true, true, false, false, true, true, true], logged.Select(slate => slate.Sample is not null));
        Assert.All(logged, slate => Assert.Equal(("phone", 10, 64), (slate.Context.Device, slate.Wanted, slate.Replays)));
        Assert.All(logged, slate => Assert.Equal(8, slate.Encoding.Length));
        for (var n = 0; n < 8; n++) Assert.Equal(slates[n].Items.Select(item => (item.ItemId, item.Score, item.Propensity)), logged[n].Slate.Slots.Select(slot => (slot.ItemId, slot.Score, slot.Propensity)));
    }

    [Fact]
    public async Task Recommend_LogThatCannotFollow_ServesAndCountsWhatItDrops()
    {
        for (var n = 0; n < 1010; n++) Assert.Equal(2, (await recommender.RecommendAsync(Request(n % 40, count: 2))).Items.Count);
        Assert.Equal(10, log.Dropped);
    }

    [Fact]
    public async Task Recommend_EverythingHiddenOrCapped_SaysWhy()
    {
        strategies.Publish(new StrategyRevision("hidden", 1, StrategyStore.FirstDefault.Weights, [new StrategyRule("all", RuleKind.Hide)]));
        var hidden = await recommender.RecommendAsync(Request(1) with { Strategy = "hidden" });
        Assert.Empty(hidden.Items);
        Assert.Contains("rules of the strategy 'hidden'", hidden.Empty, StringComparison.Ordinal);

        strategies.Publish(new StrategyRevision("capped", 1, StrategyStore.FirstDefault.Weights) { Caps = [new Cap(CapField.Category, 1, 20)] });
        var capped = await recommender.RecommendAsync(Request(1) with { Strategy = "capped" });
        Assert.Equal(3, capped.Items.Count); // three categories
        Assert.Equal(["caps leave 7 of 10 slots empty"], capped.Degraded);
    }

    [Fact]
    public async Task Play_VisitThatIsServed_IsTheServedSlateAndLeavesNoTrace()
    {
        var explores = StrategyStore.FirstDefault.WithNumber(2) with { Exploration = new Exploration(0.5f, 1) };
        strategies.Publish(explores);
        var request = Request(1) with { SessionId = new SessionId("visit") };
        var served = await recommender.RecommendAsync(request);
        while (log.Reader.TryRead(out _)) { }

        var played = recommender.Play(request, shop.Shopper(1), [new PlayedArm(explores), new PlayedArm(explores.WithNumber(3))]);

        Assert.Equal(2, played.Count);
        Assert.All(played, slate => Assert.Equal(served.Items.Select(item => (item.ItemId, item.Position, item.Score, item.Propensity)), slate.Items.Select(item => (item.ItemId, item.Position, item.Score, item.Propensity))));
        Assert.NotEqual(served.Items.Select(item => item.ItemId), recommender.Play(request with { SessionId = new SessionId("another") }, shop.Shopper(1), [new PlayedArm(explores)])[0].Items.Select(item => item.ItemId));
        Assert.False(log.Reader.TryRead(out _));
    }

    [Fact]
    public void Play_AnotherModel_RanksWithItOnTheSameSignals()
    {
        var serving = shop.Encoder!;
        shop.SwapModel(new Rng(77), 450);
        var other = shop.Encoder!;

        var slates = recommender.Play(Request(1), shop.Shopper(1), [new PlayedArm(StrategyStore.FirstDefault), new PlayedArm(StrategyStore.FirstDefault, new ModelLayout(serving)), new PlayedArm(StrategyStore.FirstDefault, new ModelLayout(other))]);

        Assert.Equal(slates[0].Items.Select(item => item.ItemId), slates[1].Items.Select(item => item.ItemId));
        Assert.Equal(other.Artifact.Name, slates[2].Model);
        Assert.NotEqual(slates[0].Items.Select(item => item.ItemId), slates[2].Items.Select(item => item.ItemId));
        shop.Refresh();
        var swapped = recommender.Play(Request(1), shop.Shopper(1), [new PlayedArm(StrategyStore.FirstDefault)])[0];
        Assert.Equal(swapped.Items.Select(item => item.ItemId), slates[2].Items.Select(item => item.ItemId));
        foreach (var (now, then) in swapped.Items.Zip(slates[2].Items)) Assert.Equal(now.Score, then.Score, 1e-4 * Math.Abs(now.Score) + 1e-5);
    }

    [Fact]
    public void Play_AnotherModelAndTheCatalogueChangesBetweenTwoSteps_GoesOnWithTheModel()
    {
        var serving = shop.Encoder!;
        shop.SwapModel(new Rng(77), 450);
        var arm = new PlayedArm(StrategyStore.FirstDefault, new ModelLayout(serving));
        recommender.Play(Request(1), shop.Shopper(1), [arm]);
        shop.Change("i3", item => item with { Price = 99 });
        shop.Refresh();

        var slate = recommender.Play(Request(1), shop.Shopper(1), [arm])[0];

        Assert.Equal(serving.Artifact.Name, slate.Model);
    }
}
