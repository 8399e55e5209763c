using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Serving;

/// <summary>Two strategies in one slate, by the real recommender.</summary>
public sealed class InterleavedSlateTests
{
    static readonly StrategyRevision Control = StrategyStore.FirstDefault.WithNumber(2) with { Exploration = new Exploration(0.5f, 0.5f) };

    static readonly StrategyRevision Variant = new("other", 1, new Dictionary<string, float> { ["relevance"] = 1, ["price"] = 1 },
        [
            new StrategyRule("pin", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i6"] }, Slot = 1 },
            new StrategyRule("hide", RuleKind.Hide) { Items = new ItemCondition { Categories = ["c1"] } },
        ])
    { Diversity = new Diversity(DiversityMethod.Mmr, 0.3f) };

    readonly RankingCase shop = new(items: 500, dimensions: 8, seed: 3);
    readonly StrategyStore strategies = new();
    readonly ExperimentStore experiments = new();
    readonly SlateQueue log = new(new SlateOptions { SamplesPerSecond = 1000, QueueCapacity = 1000 });
    readonly Recommender recommender;

    public InterleavedSlateTests()
    {
        recommender = new Recommender(shop.Ranker, new SlateBuilder(new SlateOptions()), new SlateRecorder(log, new SlateOptions()), new RevisionRouter(strategies, experiments), new Audience(shop.Sessions, shop.Segments), shop.Time);
        Show(Running());
    }

    static Experiment Running(string key = "both", double share = 1) => SampleExperiments.Started(SampleExperiments.Interleaved(key), share);

    void Show(Experiment experiment, double holdout = 0) =>
        experiments.Show(new Assigner([experiment], holdout), hash => hash == "hash-default" ? Control : hash == "hash-other" ? Variant : null);

    static SlateRequest Request(int user, string placement = "home") => new(placement, 10) { UserId = new UserId($"u{user}"), SessionId = new SessionId($"visit-{user}"), Explain = true };

    [Fact]
    public async Task Recommend_TwoStrategies_IsTheirDraft_EachItemExplainedByWhoPickedIt()
    {
        for (var user = 0; user < 40; user++)
        {
            var slate = await recommender.RecommendAsync(Request(user));
            var alone = recommender.Play(Request(user), shop.Shopper(user), [new PlayedArm(Control), new PlayedArm(Variant)]);

            Assert.Equal(("both", TeamDraft.Variant, "default", Control.Hash), (slate.Experiment, slate.Variant, slate.Strategy, slate.Revision));
            Assert.Equal(10, slate.Items.Select(item => item.ItemId).Distinct().Count());
            Assert.InRange(slate.Items.Count(item => item.Team == DraftTeam.A) - slate.Items.Count(item => item.Team == DraftTeam.B), -1, 1);
            foreach (var item in slate.Items)
            {
                var source = item.Team == DraftTeam.B ? alone[1] : alone[0];
                Assert.Equal(source.Items.Single(one => one.ItemId == item.ItemId).Score, item.Score);
                Assert.Equal(item.Score, item.Contributions!.Values.Sum(), 1e-5 * item.Contributions.Values.Sum(Math.Abs) + 1e-6);
                Assert.Equal(item.Team == DraftTeam.B, item.Contributions.ContainsKey("price"));
                Assert.Equal(item.Team == DraftTeam.None ? 1 : 0.5, item.Propensity);
                Assert.Equal(item.Team switch { DraftTeam.A => "Control", DraftTeam.B => "Other", _ => null }, slate.VariantOf(item));
            }
        }
    }

    [Fact]
    public async Task Recommend_RulesOfOneStrategy_HoldForItsPicksAlone()
    {
        var (pinned, hiddenShown) = (0, 0);
        for (var user = 0; user < 40; user++)
        {
            var slate = await recommender.RecommendAsync(Request(user));

            if (slate.Items.Take(2).Any(item => item.ItemId.Value == "i6")) pinned++;
            foreach (var item in slate.Items.Where(item => shop.Catalog.Current.Find(item.ItemId)!.Category == "c1"))
            {
                Assert.Equal(DraftTeam.A, item.Team); // the other strategy hides it
                hiddenShown++;
            }
        }
        Assert.True(pinned > 30, $"{pinned}"); // those who had it before are not shown it again
        Assert.True(hiddenShown > 40, $"{hiddenShown}");
    }

    [Fact]
    public async Task Recommend_SamePageAgain_LooksTheSame_AndAnotherPageOrPhaseHasOtherCoins()
    {
        var (otherItem, otherPhase) = (0, 0);
        for (var user = 0; user < 40; user++)
        {
            var first = await Teams(Request(user));
            Assert.Equal(first, await Teams(Request(user)));
            if (!first.SequenceEqual(await Teams(Request(user) with { Context = new RequestContext { Query = "shoes" } }))) otherItem++;
        }
        var before = new List<List<DraftTeam>>();
        for (var user = 0; user < 40; user++) before.Add(await Teams(Request(user)));
        Show(Running("again"));
        for (var user = 0; user < 40; user++)
            if (!before[user].SequenceEqual(await Teams(Request(user)))) otherPhase++;

        Assert.True(otherItem > 30 && otherPhase > 30, $"{otherItem} {otherPhase}");
    }

    [Fact]
    public async Task Recommend_ForcedHeldOutOrNotYetIn_SeesOneStrategy()
    {
        Show(Running() with { Forced = Running().Forced.Add("u1", "Other") });
        var forced = await recommender.RecommendAsync(Request(1));
        Show(Running(share: 0.0001));
        var outside = await recommender.RecommendAsync(Request(1));
        Show(Running(), holdout: 1);
        var heldOut = await recommender.RecommendAsync(Request(1));

        Assert.Equal(("Other", Variant.Hash), (forced.Variant, forced.Revision));
        Assert.All(forced.Items, item => Assert.Equal(DraftTeam.None, item.Team));
        Assert.Null(outside.Experiment);
        Assert.Null(heldOut.Experiment);
        Assert.All(Logged(), slate => Assert.True(slate.Slate is { Phase: null, Teams.Count: 0 }));
    }

    [Fact]
    public async Task Recommend_Interleaved_IsLoggedWithItsTeams_AndNoEstimateKnowsIt()
    {
        var slate = await recommender.RecommendAsync(Request(1));
        var logged = Assert.Single(Logged());

        Assert.Equal(slate.Items.Select(item => item.Team), logged.Slate.Teams);
        Assert.Equal((TeamDraft.Variant, 1, "u1"), (logged.Slate.Variant, logged.Slate.Phase, logged.Slate.Unit));
        Assert.Null(logged.Sample); // what estimates are made of
        var replayed = SlateReplay.Run(logged, Control, shop.Ranker.Current);
        Assert.False(replayed.IsRecomputed);
        Assert.Contains("drafted of the slates of two strategies, by the experiment 'both'", replayed.Differences.Single());
        await recommender.RecommendAsync(Request(1) with { Strategy = "default" });
        Assert.NotNull(Assert.Single(Logged()).Sample);
    }

    [Fact]
    public async Task Recommend_NoRoomForBoth_IsPopularAndNobodysPick()
    {
        var ranker = shop.MakeRanker(RankingCase.Options with { QueueCapacity = 1 });
        var busy = new Recommender(ranker, new SlateBuilder(new SlateOptions()), new SlateRecorder(log, new SlateOptions()), new RevisionRouter(strategies, experiments), new Audience(shop.Sessions, shop.Segments), shop.Time);

        var slate = await busy.RecommendAsync(Request(1));

        Assert.Equal(["ranking overloaded: most popular items instead"], slate.Degraded);
        Assert.Equal(10, slate.Items.Count);
        Assert.All(Assert.Single(Logged()).Slate.Teams, team => Assert.Equal(DraftTeam.None, team));
        Assert.Empty((await busy.RecommendAsync(Request(1) with { Strategy = "default" })).Degraded); // nothing is left in the queue
    }

    async Task<List<DraftTeam>> Teams(SlateRequest request) => [.. (await recommender.RecommendAsync(request)).Items.Select(item => item.Team)];

    List<LoggedSlate> Logged()
    {
        var logged = new List<LoggedSlate>();
        while (log.Reader.TryRead(out var one)) logged.Add(one);
        return logged;
    }
}
