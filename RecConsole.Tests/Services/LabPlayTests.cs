using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class LabPlayTests : IAsyncLifetime
{
    static readonly StudioShopper Ann = new(StudioShopperKind.User, "ann");
    static readonly SessionId Visit = LabScripts.VisitOf(1);
    static readonly Person Owner = Person.DemoOwner(Role.Admin);

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await Get<ShopLoader>().Loaded;
        await ImportAsync("a", "b", "c");
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    T Get<T>() where T : notnull => console.Services.GetRequiredService<T>();

    DateTimeOffset Now => Get<TimeProvider>().GetUtcNow();

    Task ImportAsync(params string[] items) => Get<ShopReplacement>().ReplaceAsync(
        new ImportedShop("test", [.. items.Select((id, n) => new Item(new ItemId(id), "Title " + id) { Price = 5 + n })], [], new ImportAccount()) { Scope = ImportScope.Shop });

    async Task HappensAsync(EventKind kind, string item, string session = "s1") =>
        await Get<EventQueue>().TryEnqueue([new ShopEvent(EventId.NewTimeOrdered(Now), kind, new UserId("ann"), new SessionId(session), Now) { ItemId = new ItemId(item) }])!.WaitAsync(CancellationToken.None);

    static LabAct View(string item) => new(EventKind.View, new ItemId(item));

    async Task<LabScript> ScriptAsync(StudioShopper who, int? upTo = null, params LabAct[] acts) =>
        (await Get<LabScripts>().BuildAsync(who, Now, upTo, acts, CancellationToken.None)).Script!;

    async Task<LabPlay> PlayAsync(LabScript script, LabArm? other = null, int wanted = 2)
    {
        var sides = new List<PlayedArm> { (await Get<LabArms>().ResolveAsync(LabArm.Live, CancellationToken.None)).Arm!.Value };
        if (other is not null) sides.Add((await Get<LabArms>().ResolveAsync(other, CancellationToken.None)).Arm!.Value);
        return new LabPlay(Get<LabBench>(), script, new LabScene("home", wanted, sides));
    }

    static string[] Items(SessionState state) => [.. state.Recent.Select(known => known.ItemId.Value)];

    [Fact]
    public async Task Log_ViewOfAKnownShopper_IsOfTheLabCountsInNoFigureAndLeavesTheShopperAsTheyWere()
    {
        await HappensAsync(EventKind.View, "a");
        var (known, series) = (Get<SessionStore>().Find(new UserId("ann"), null), Get<LiveMetrics>().Capture().Series.Count);

        var (_, problem) = await Get<LabBench>().LogAsync(new UserId("ann"), Visit, View("b"), 1, CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal([EventOrigin.Live, EventOrigin.Lab], Get<EventTable>().ReadAll().Select(e => e.Origin));
        Assert.Equal(series, Get<LiveMetrics>().Capture().Series.Count);
        Assert.Same(known, Get<SessionStore>().Find(new UserId("ann"), null));
        Assert.Equal(["a", "b"], Items(Get<SessionStore>().Find(null, Visit)));
    }

    [Fact]
    public async Task Log_WhatNoEventMayBe_IsRefusedInWords()
    {
        var (_, problem) = await Get<LabBench>().LogAsync(new UserId("ann"), Visit, new LabAct(EventKind.Search, null, " "), null, CancellationToken.None);

        Assert.StartsWith("The event was refused: query is missing", problem, StringComparison.Ordinal);
        Assert.Empty(Get<EventTable>().ReadAll());
    }

    [Fact]
    public async Task Show_EachStep_KnowsWhatWasDoneUntilThenAndNamesWhatMoved()
    {
        var play = await PlayAsync(await ScriptAsync(StudioShopper.Anonymous, null, View("a"), new LabAct(EventKind.Purchase, new ItemId("a"))), wanted: 3);

        var last = await play.ShowAsync(3, CancellationToken.None);

        Assert.Equal(3, play.Count);
        Assert.DoesNotContain(last.Slate.Items, item => item.ItemId.Value == "a");
        Assert.Equal(MoveKind.Out, last.MoveOf(new ItemId("a")).Kind);
        Assert.Null(play.Find(2));
        Assert.Equal(["a"], Items((await play.ShowAsync(2, CancellationToken.None)).Memory));
        Assert.Same(SessionState.Empty, (await play.ShowAsync(1, CancellationToken.None)).Memory);
        Assert.Same(last, await play.ShowAsync(3, CancellationToken.None));
    }

    [Fact]
    public async Task Branch_AtAnEarlierStep_KeepsWhatWasBeforeAndGivesUpTheRest()
    {
        var script = await ScriptAsync(StudioShopper.Anonymous, null, View("a"), View("b"), View("c"));
        var play = await PlayAsync(script);
        var second = await play.ShowAsync(2, CancellationToken.None);
        await play.ShowAsync(4, CancellationToken.None);

        var branched = play.With(script.Branch(2, View("c"), Now));

        Assert.Equal(3, branched.Count);
        Assert.Same(second, branched.Find(2));
        Assert.Null(branched.Find(3));
        Assert.Equal(["a", "c"], Items(branched.Script.MemoryAt(3)));
        Assert.Equal(["a", "b", "c"], Items(play.Script.MemoryAt(4)));
    }

    [Fact]
    public async Task Build_LoggedVisit_HasItsStepsAndWhatIsDoneByHandAfterThem()
    {
        await HappensAsync(EventKind.View, "c", "s0");
        await HappensAsync(EventKind.View, "a");
        await HappensAsync(EventKind.AddToCart, "b");
        var visit = new StudioShopper(StudioShopperKind.Session, "s1");

        var logged = await ScriptAsync(visit);
        var branched = await ScriptAsync(visit, 1, View("b"));

        Assert.Equal([true, true], logged.Steps.Select(step => step.IsLogged));
        Assert.Equal(["c", "a", "b"], Items(logged.MemoryAt(3)));
        Assert.Equal([true, false], branched.Steps.Select(step => step.IsLogged));
        Assert.Equal(["c", "a", "b"], Items(branched.MemoryAt(3)));
        Assert.Empty(branched.MemoryAt(3).Cart);
        Assert.Equal("s1", branched.Visit.Value); // the same chance
    }

    [Theory]
    [InlineData(StudioShopperKind.Session, "There is no visit 'x' in the log.")]
    [InlineData(StudioShopperKind.User, "Nothing was known of a shopper 'x' on ")]
    [InlineData(StudioShopperKind.Persona, "There is no persona 'x'.")]
    public async Task Build_WhoIsNotThere_SaysSo(StudioShopperKind kind, string part)
    {
        var (script, problem) = await Get<LabScripts>().BuildAsync(new StudioShopper(kind, "x"), Now, null, [], CancellationToken.None);

        Assert.Null(script);
        Assert.StartsWith(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_ShopperOfTheLog_IsAsTheyWereWhenThePlayBegan()
    {
        await HappensAsync(EventKind.View, "a");
        var began = Now;
        await HappensAsync(EventKind.View, "b");

        var script = (await Get<LabScripts>().BuildAsync(Ann, began, null, [View("c")], CancellationToken.None)).Script!;

        Assert.Equal(["a", "c"], Items(script.MemoryAt(2)));
    }

    [Fact]
    public async Task Build_MoreThanFits_EndsAtTheBound() =>
        Assert.Equal(LabScript.MaxSteps, (await ScriptAsync(StudioShopper.Anonymous, null, [.. Enumerable.Repeat(View("a"), 2 * LabScript.MaxSteps)])).Count);

    [Fact]
    public async Task Show_LiveBesideADraft_MovesWhatTheDraftMoves()
    {
        await HappensAsync(EventKind.Purchase, "b");
        var desk = Get<StrategyDesk>();
        var draft = (await desk.CreateAsync("other", null, Owner)).Draft!;
        await desk.SaveDraftAsync("other", draft.Content.WithRule(new StrategyRule("hide", RuleKind.Hide) { Items = new ItemCondition { Ids = ["a"] } }), draft.Version, Owner);

        var step = await (await PlayAsync(await ScriptAsync(StudioShopper.Anonymous), new LabArm("other", IsDraft: true), wanted: 3)).ShowAsync(1, CancellationToken.None);

        Assert.Equal(3, step.Slate.Items.Count);
        Assert.Equal(2, step.Other!.Items.Count);
        Assert.Equal(MoveKind.Out, step.VersusOf(new ItemId("a")).Kind);
        Assert.All(step.Slates.SelectMany(slate => slate.Items), item => Assert.NotNull(item.Contributions));
    }

    [Fact]
    public async Task Arms_StrategyThatWasPublishedAgain_OffersLiveDraftAndWhatWasLiveBefore()
    {
        var (desk, publisher) = (Get<StrategyDesk>(), Get<StrategyPublisher>());
        await publisher.PublishAsync(StrategyStore.FirstDefault.WithWeight("margin", 0.1f));
        await publisher.PublishAsync(StrategyStore.FirstDefault.WithWeight("margin", 0.2f));
        var live = Get<StrategyStore>().Find(null)!;
        await desk.SaveDraftAsync(live.Key, live.WithWeight("margin", 0.3f), 0, Owner);

        var offered = Get<LabArms>().Choices().Select(choice => choice.Arm).ToList();

        Assert.Equal(["default", "default@draft"], offered.Take(2).Select(arm => arm.Text));
        Assert.Contains(new LabArm("default", live.Number - 1), offered);
        Assert.DoesNotContain(new LabArm("default", live.Number), offered);
        Assert.Equal([0.2f, 0.3f, 0.1f], offered.Take(3).Select(arm => Get<LabArms>().Revision(arm)!.Weight("margin")));
    }

    [Theory]
    [InlineData("nothing", "There is no nothing, live.")]
    [InlineData("default@99", "There is no default, revision 99.")]
    [InlineData("default|ppmi-0", "The model 'ppmi-0' is not kept")]
    public async Task Arms_WhatIsNotThere_SaysSo(string text, string part)
    {
        var (arm, problem) = await Get<LabArms>().ResolveAsync(LabArm.Parse(text)!, CancellationToken.None);

        Assert.Null(arm);
        Assert.StartsWith(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arms_TwoModelsKept_AreOfferedAndRankBesideEachOther()
    {
        var shelf = Get<ModelShelf>();
        var made = Enumerable.Range(1, 2).Select(seed => new RankingCase(items: 3, dimensions: 4, seed: (ulong)seed).Encoder!.Artifact).ToList();
        foreach (var artifact in made)
        {
            shelf.Save(artifact);
            using var turn = await Get<Database>().EnterAsync();
            shelf.Publish(turn, artifact, 0);
        }
        var arms = Get<LabArms>();

        Assert.Equal(made.Select(model => model.Name).Order(StringComparer.Ordinal), arms.Models().Order(StringComparer.Ordinal)); // both may be of one millisecond
        var slates = (await (await PlayAsync(await ScriptAsync(StudioShopper.Anonymous, null, View("a")), LabArm.Live with { Model = made[0].Name })).ShowAsync(2, CancellationToken.None)).Slates;
        Assert.Equal(made[0].Name, slates[1].Model);
    }

    [Fact]
    public async Task Show_RightAfterAnImport_ShowsTheNewShop()
    {
        var before = await (await PlayAsync(await ScriptAsync(StudioShopper.Anonymous))).ShowAsync(1, CancellationToken.None);
        await ImportAsync("x", "y", "z");

        var step = await (await PlayAsync(await ScriptAsync(StudioShopper.Anonymous), wanted: 3)).ShowAsync(1, CancellationToken.None);

        Assert.Equal(["x", "y", "z"], step.Slate.Items.Select(item => item.ItemId.Value).Order(StringComparer.Ordinal));
        Assert.False(Get<LabBench>().IsCurrent(before.Slate));
    }
}
