using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Events;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class StudioPreviewTests
{
    readonly RankingCase shop = new(items: 300, dimensions: 8);
    readonly StudioPreview preview;

    public StudioPreviewTests()
    {
        var personas = new LabPersonas(shop.Catalog, new ShopStatus(), new ShopClock(shop.Time));
        preview = new StudioPreview(shop.Ranker, new SlateBuilder(new SlateOptions()), new StudioShoppers(personas, shop.Sessions, shop.Time), shop.Segments, shop.Time);
    }

    static StrategyRevision Live { get; } = StrategyStore.FirstDefault with { Exploration = new Exploration(0.5f, 1) };

    static StudioRequest Request { get; } = new(new StudioShopper(StudioShopperKind.User, "u1"), "home", 10);

    Task<StudioComparison> CompareAsync(StrategyRevision draft, StudioRequest? request = null) => preview.CompareAsync(request ?? Request, Live, draft, CancellationToken.None);

    [Fact]
    public async Task Compare_DraftThatRanksAlike_MovesNothingEvenWithChance()
    {
        foreach (var draw in new int?[] { null, 0, 7 })
        {
            var compared = await CompareAsync(Live.WithNumber(9), Request with { Draw = draw });

            Assert.Equal(10, compared.Draft.Items.Count);
            Assert.All(compared.Moves, move => Assert.Equal(MoveKind.Same, move.Kind));
            Assert.Equal(draw is not null, compared.Draft.Explored);
        }
    }

    [Fact]
    public async Task Compare_AnotherDraw_ShowsAnotherOrder()
    {
        var first = await CompareAsync(Live, Request with { Draw = 0 });
        var second = await CompareAsync(Live, Request with { Draw = 1 });

        Assert.NotEqual(first.Live.Items.Select(item => item.Item.Id), second.Live.Items.Select(item => item.Item.Id));
    }

    [Fact]
    public async Task Compare_AnyDraft_TermsAddUpToEachScore()
    {
        var draft = Live.WithWeight("margin", 0.7f).WithRule(new StrategyRule("b", RuleKind.Boost) { Strength = 0.3f, Items = new ItemCondition { Brands = ["b1"] } });

        var compared = await CompareAsync(draft);

        foreach (var item in compared.Draft.Items.Concat(compared.Live.Items))
            Assert.Equal(item.Score, item.Terms.Values.Sum(value => (double)value), 1e-5 * item.Terms.Values.Sum(Math.Abs) + 1e-6);
        Assert.True(compared.Moved > 0);
    }

    [Fact]
    public async Task Compare_Pin_StandsInItsSlotAndIsNamed()
    {
        var pinned = (await CompareAsync(Live)).Live.Items[8].Item.Id;
        var edit = StudioRules.Pin(Live, pinned, 2, "it", new RequestCondition { Placements = ["home"] });

        var compared = await CompareAsync(edit.Next);

        Assert.Equal((pinned, "Pin it"), (compared.Draft.Items[1].Item.Id, compared.Draft.Items[1].PinnedBy));
        Assert.Equal(7, compared.MoveOf(pinned)!.Value.Steps);
        Assert.DoesNotContain((await CompareAsync(edit.Next, Request with { Placement = "cart" })).Draft.Items, item => item.PinnedBy is not null);
    }

    [Fact]
    public async Task Ask_SmallestChangeApplied_BringsTheItemToTheRankAndKeepsTheChance()
    {
        var far = (await CompareAsync(Live)).Live.Items[9].Item.Id;
        var answer = (await preview.AskAsync(Request, Live, far, 3, CancellationToken.None))!;
        Assert.True(answer.Standing.ScoreRank > 3);

        var edit = StudioRules.Apply(Live, answer.Standing.Smallest!);

        Assert.Equal(Live.Exploration, edit.Next.Exploration);
        Assert.True((await preview.AskAsync(Request, edit.Next, far, 3, CancellationToken.None))!.Standing.ScoreRank <= 3);
    }

    [Fact]
    public async Task Ask_ItemThatIsNotThere_HasNoAnswer() =>
        Assert.Null(await preview.AskAsync(Request, Live, new ItemId("gone"), 3, CancellationToken.None));

    [Fact]
    public async Task Compare_Cancelled_ShowsNothing() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => preview.CompareAsync(Request, Live, Live, new CancellationToken(canceled: true)));
}
