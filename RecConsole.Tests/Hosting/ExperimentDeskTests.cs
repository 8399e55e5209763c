using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class ExperimentDeskTests() : RestartedConsole(isClockSet: false)
{
    static readonly Person Ann = new("p-1", "Ann", Role.Analyst), Bob = new("p-2", "Bob", Role.Publisher), Eve = new("p-3", "Eve", Role.Merchandiser);
    static readonly Experiment Draft = SampleExperiments.Draft("two", "home") with { Forced = SampleExperiments.Draft().Forced.Add("qa", "Other"), Plan = new AnalysisPlan { RampSteps = [0.5, 1] } };

    ExperimentDesk Desk => Get<ExperimentDesk>();

    static Experiment Done(ExperimentAnswer answer)
    {
        Assert.True(answer.IsDone, answer.Sentence);
        return answer.Experiment!;
    }

    static void Refused(DeskRefusal refusal, string part, ExperimentAnswer answer)
    {
        Assert.Equal(refusal, answer.Refusal);
        Assert.Contains(part, answer.Sentence, StringComparison.Ordinal);
    }

    async Task<StrategyRevision> PublishOtherAsync(float margin = 0.5f) =>
        await Get<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("other").WithWeight("margin", margin));

    async Task<Experiment> StartOneAsync(double? share = null)
    {
        await PublishOtherAsync();
        return Done(await Desk.StartAsync("two", Done(await Desk.CreateAsync(Draft, Ann)).Version, Ann, share));
    }

    async Task<Slate> AskAsync(string user, string placement = "home", string? strategy = null) =>
        await Get<Recommender>().RecommendAsync(new SlateRequest(placement, 3) { UserId = new UserId(user), SessionId = new SessionId("s-" + user), Strategy = strategy });

    [Fact]
    public async Task Course_FromDraftToEnd_StandsInTheAuditLog()
    {
        await PublishOtherAsync();
        var draft = Done(await Desk.CreateAsync(Draft with { Status = ExperimentStatus.Running, Owner = "nobody" }, Ann));
        Assert.Equal((1, "Ann", ExperimentStatus.Draft, 0), (draft.Version, draft.Owner, draft.Status, draft.Phases.Length));
        var edited = Done(await Desk.ChangeAsync(draft with { Hypothesis = "More margin" }, 1, Ann));
        Assert.Same(edited, Done(await Desk.ChangeAsync(edited, 2, Ann))); // nothing changes: no version
        var started = Done(await Desk.StartAsync("two", 2, Ann));
        Assert.Equal((0.5, 1, "two"), (started.Traffic, started.Phase!.Number, started.Phase.Seed));
        Assert.Equal([Get<StrategyStore>().Find("default")!.Hash, Get<StrategyStore>().Find("other")!.Hash], started.Variants.Select(variant => variant.Revision));
        var ramped = Done(await Desk.RampAsync("two", 3, 1, Ann));
        var paused = Done(await Desk.PauseAsync("two", ramped.Version, Bob));
        var resumed = Done(await Desk.ResumeAsync("two", paused.Version, Ann));
        Assert.Equal(1, resumed.Traffic);
        var split = Done(await Desk.SplitAsync("two", resumed.Version, [0.9, 0.1], Ann));
        Assert.Equal((2, 1), (split.Phase!.Number, split.Phase.Share));
        var ended = Done(await Desk.StopAsync("two", split.Version, StopDecision.Ship, "It earns more.", Bob));
        Assert.Equal(("Other", "Bob", StopDecision.Ship), (ended.End!.Ships, ended.End.By, ended.End.Decision));

        Refused(DeskRefusal.NotNow, "for good", await Desk.RampAsync("two", ended.Version, 0.5, Ann));
        Assert.Equal(8, Desk.ReadHistory("two").Count);
        var entries = Get<AuditTable>().Read(new AuditFilter { Subject = "experiment:two" }, 20).Reverse().ToList();
        Assert.Equal(
            [AuditAction.ExperimentAdded, AuditAction.ExperimentChanged, AuditAction.ExperimentStarted, AuditAction.ExperimentRamped, AuditAction.ExperimentPaused, AuditAction.ExperimentResumed, AuditAction.ExperimentSplit, AuditAction.ExperimentStopped],
            entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Contains(entry.Action, AuditAction.All));
        Assert.True(Get<AuditTable>().Verify().IsWhole);
    }

    [Fact]
    public async Task Change_WithoutRightVersionOrSense_IsRefused()
    {
        await PublishOtherAsync();
        Refused(DeskRefusal.NotAllowed, "analyst or admin", await Desk.CreateAsync(Draft, Bob));
        var broken = await Desk.CreateAsync(Draft with { Metrics = [], Segment = "none", Variants = [new Variant("Control", "default", 0.5), new Variant("Other", "gone", 0.5) { Revision = "0123" }] }, Ann);
        Refused(DeskRefusal.Invalid, "at least one goal", broken);
        Assert.Contains(broken.Problems, problem => problem.Contains("There is no segment 'none'", StringComparison.Ordinal));
        Assert.Contains(broken.Problems, problem => problem.Contains("There is no strategy 'gone' for 'Other'; there are default, other", StringComparison.Ordinal));
        Assert.Single((await Desk.CreateAsync(Draft with { Variants = [Draft.Variants[0], new Variant("Other", "", 0.5)] }, Ann)).Problems); // a strategy that is missing is told once
        Refused(DeskRefusal.Invalid, "There is no revision 0123 of the strategy 'other'", await Desk.CreateAsync(Draft with { Variants = [Draft.Variants[0], new Variant("Other", "other", 0.5) { Revision = "0123" }] }, Ann));

        var draft = Done(await Desk.CreateAsync(Draft, Ann));
        Refused(DeskRefusal.Stale, "already, by Ann", await Desk.CreateAsync(Draft, Ann));
        Refused(DeskRefusal.Stale, "is at version 1, and yours was made from 7", await Desk.StartAsync("two", 7, Ann));
        Refused(DeskRefusal.NotFound, "there are two", await Desk.StartAsync("three", 1, Ann));
        Refused(DeskRefusal.Invalid, "lies above 0", await Desk.StartAsync("two", draft.Version, Ann, share: 2));
        Refused(DeskRefusal.NotNow, "discard it", await Desk.StopAsync("two", draft.Version, StopDecision.KeepControl, "no", Ann));
        Assert.True((await Desk.DiscardAsync("two", draft.Version, Ann)).IsDone);
        Assert.Null(Desk.Find("two"));
        var again = Done(await Desk.CreateAsync(Draft, Ann));
        Assert.Equal(3, again.Version); // goes on counting: version 1 of the old one never fits

        var started = Done(await Desk.StartAsync("two", again.Version, Ann));
        Refused(DeskRefusal.NotNow, "has met shoppers", await Desk.ChangeAsync(started with { Layer = new LayerSlice("main", 0, 0.5) }, started.Version, Ann));
        Refused(DeskRefusal.NotAllowed, "stop experiments", await Desk.StopAsync("two", started.Version, StopDecision.KeepControl, "no", Eve));
        Refused(DeskRefusal.NotAllowed, "run experiments", await Desk.RampAsync("two", started.Version, 1, Bob));
        Refused(DeskRefusal.Invalid, "State the reason", await Desk.StopAsync("two", started.Version, StopDecision.KeepControl, " ", Bob));
        var second = Done(await Desk.CreateAsync(Draft with { Key = "three" }, Ann));
        Refused(DeskRefusal.NotNow, "'two' is running on the same requests", await Desk.StartAsync("three", second.Version, Ann));
        Done(await Desk.ChangeAsync(second with { Layer = new LayerSlice("other", 0, 1) }, second.Version, Ann));
        Done(await Desk.StartAsync("three", second.Version + 1, Ann));
    }

    [Fact]
    public async Task Start_DraftThatNobodyApproved_TakesWhoMayPublish()
    {
        var desk = Get<StrategyDesk>();
        var draft = (await desk.SaveDraftAsync("default", StrategyStore.FirstDefault.WithWeight("margin", 0.7f), 0, Eve)).Draft!;
        var wanted = Draft with { Variants = [new Variant("Control", "default", 0.5), new Variant("Other", "default", 0.5) { Revision = draft.Content.Hash }] };
        var made = Done(await Desk.CreateAsync(wanted, Ann));

        Refused(DeskRefusal.NotNow, "has not been approved", await Desk.StartAsync("two", made.Version, Ann));
        var submitted = (await desk.SubmitAsync("default", draft.Version, Eve)).Draft!;
        Assert.True((await desk.ApproveAsync("default", submitted.Version, Bob)).IsDone);
        var started = Done(await Desk.StartAsync("two", made.Version, Ann, 1));

        Assert.Equal(draft.Content.Hash, started.Variants[1].Revision);
        Assert.Equal(0.7f, Get<StrategyTable>().FindByHash(draft.Content.Hash)!.Weight("margin")); // kept, and not live
        Assert.NotEqual(draft.Content.Hash, Get<StrategyStore>().Find(null)!.Hash);
        Assert.Equal(draft.Content.Hash, (await AskAsync("qa")).Revision);
    }

    [Fact]
    public async Task Recommend_WhileOneRuns_IsServedByItsVariantAndItsRevision()
    {
        var started = await StartOneAsync(1);
        var was = await AskAsync("u1");
        await PublishOtherAsync(0.9f);
        await RestartAsync();

        var now = await AskAsync("u1");
        Assert.Equal(("two", was.Variant, was.Revision), (now.Experiment, now.Variant, now.Revision));
        Assert.Equal(started.FindVariant(now.Variant!)!.Revision, now.Revision);
        Assert.Null((await AskAsync("u1", "cart")).Experiment);
        Assert.Null((await AskAsync("u1", strategy: "default")).Experiment);
        Assert.Equal(("Other", started.Variants[1].Revision), ((await AskAsync("qa")).Variant, (await AskAsync("qa")).Revision)); // the pinned one, whatever was published

        await Desk.StopAsync("two", started.Version, StopDecision.KeepControl, "enough", Bob);
        Assert.Null((await AskAsync("u1")).Experiment);
        Assert.Null((await AskAsync("qa")).Experiment);
    }

    [Fact]
    public async Task Recommend_Exposure_IsKeptWithTheSlateOnceAUnit()
    {
        await Get<ShopLoader>().Loaded;
        await Get<CatalogWriter>().ChangeAsync(_ => [new Item(new ItemId("a"), "A"), new Item(new ItemId("b"), "B")]);
        var started = await StartOneAsync(1);
        var slates = new List<Slate>();
        foreach (var user in new[] { "u1", "u2", "u3", "u1", "qa" }) slates.Add(await AskAsync(user));
        await AskAsync("u4", "cart");

        var table = Get<ExposureTable>();
        await Eventually.HoldsAsync(() => table.Read("two", 1).Count() == 3, "three units were exposed");
        var first = table.Read("two", 1).Single(one => one.Unit == "u1");
        Assert.Equal(slates[0].Variant, first.Variant);
        Assert.Equal(3, table.Count("two", 1).Values.Sum());
        await Eventually.HoldsAsync(() => Get<SlateTable>().Count().Slates == 6, "all slates are logged");
        var logged = Get<SlateTable>().Find(slates[0].Id)!.Slate;
        Assert.Equal((first.FirstAt, 1, "u1", "two", slates[0].Variant), (logged.ServedAt, logged.Phase, logged.Unit, logged.Experiment, logged.Variant));
        var looked = Get<SlateTable>().Find(slates[4].Id)!.Slate;
        Assert.Equal(("Other", null, null), (looked.Variant, looked.Phase, looked.Unit)); // shown, and in no figure
        Assert.Equal(["u1", "u2", "u3", "u1"], Get<SlateTable>().ReadExposing(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(slate => slate.Unit));

        Done(await Desk.SplitAsync("two", started.Version, [0.5001, 0.4999], Ann));
        await AskAsync("u1");
        await Eventually.HoldsAsync(() => table.Read("two", 2).Any(), "another phase counts anew");
        Assert.Equal(3, table.Read("two", 1).Count());
    }
}
