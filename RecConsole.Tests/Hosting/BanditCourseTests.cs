using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>A bandit from its start to its end, on the real host, by a clock that the test sets.</summary>
public sealed class BanditCourseTests() : RestartedConsole(isClockSet: true)
{
    static readonly Experiment Definition = SampleBandits.Draft with
    {
        Bandit = BanditPlan.Default with { UpdateMinutes = 120, LeastUnits = 50 },
        Plan = AnalysisPlan.Default with { RampSteps = [1] },
    };

    int visits;

    ExperimentDesk Desk => Get<ExperimentDesk>();

    Experiment Kept => Desk.Find("bandit")!;

    ExperimentResults? Latest => Get<ExperimentWatch>().Latest("bandit");

    [Fact]
    public async Task Course_OneArmEarnsMore_SharesMoveOncePerPeriodThroughRestartPauseAndStop()
    {
        await BeginAsync();
        await ComeAsync(400, (variant, n) => variant == "Other" ? n % 3 == 0 : n % 12 == 0, (_, n) => n % 2 == 0);
        await SeenAsync(() => Latest is { Units: 400 } && Orders() > 60, "all of them are counted");
        Assert.Equal((1, Math.Round(Latest!.Bandit!.Arms[1].Share, 9)), (Kept.Phases.Length, 0.5));

        // the period's end moves the shares, once, and nobody else's wish gets in between
        var before = Kept;
        Clock.Now = Kept.Phase!.StartedAt.AddHours(2);
        await SeenAsync(() => Kept.Phases.Length == 2, "the period ends");
        Assert.InRange(Kept.Phase!.Weights[1], 0.85, 0.9);
        Assert.Equal(1, Kept.Phase.Weights.Sum(), 1e-12);
        Assert.True(Kept.Phase.Weights[0] >= 0.1, "the floor holds");
        Assert.Equal(before.Phases[0].Weights, Kept.Phases[0].Weights);
        Assert.Equal(DeskRefusal.Stale, (await Desk.UpdateAsync("bandit", before.Version, [0.5, 0.5], [0.5, 0.5], "late")).Refusal);
        var entry = Get<AuditTable>().Read(new AuditFilter { Subject = "experiment:bandit" }, 1)[0];
        Assert.Equal((AuditAction.ExperimentShares, "RecConsole"), (entry.Action, entry.ActorName));
        Assert.Contains("Period 1 is over, with 400 units so far: Control", entry.Reason, StringComparison.Ordinal);
        await SeenAsync(() => Latest is { Phase: 2 }, "it is looked at again");
        var (figures, served) = (Latest!, await SlateAsync("asked-twice"));

        await RestartAsync();
        await Get<ShopLoader>().Loaded;
        await SeenAsync(() => Latest is not null, "the new console looks");
        Assert.Equal(2, Kept.Phases.Length);
        Assert.Equal(figures.Bandit!.Arms.Select(arm => (arm.Name, arm.Share, arm.Best)), Latest!.Bandit!.Arms.Select(arm => (arm.Name, arm.Share, arm.Best)));
        Assert.Equal((served.Variant, 401), ((await SlateAsync("asked-twice")).Variant, Latest.Units));

        // a unit that comes in the second period counts there, by the second period's shares
        await ComeAsync(300, (variant, n) => variant == "Other" ? n % 3 == 0 : n % 12 == 0, (_, n) => n % 2 == 0);
        await SeenAsync(() => Latest is { Units: 701 }, "the second period is counted");
        Assert.InRange(Latest!.Bandit!.Periods[1].Arms[1].Units.Count, 225, 300);
        Assert.All(Latest.Health, check => Assert.NotEqual(HealthState.Red, check.State));

        // paused: no update, however late; resumed: the overdue one
        Assert.True((await Desk.PauseAsync("bandit", Kept.Version, Person.System)).IsDone);
        Clock.Now += TimeSpan.FromHours(5);
        await SeenAsync(() => Latest!.At >= Clock.Now.AddMinutes(-1) && Latest.Bandit!.Next.StartsWith("Paused", StringComparison.Ordinal), "it is looked at while it is paused");
        Assert.Equal(2, Kept.Phases.Length);
        Assert.Equal(DeskRefusal.NotNow, (await Desk.UpdateAsync("bandit", Kept.Version, [0.5, 0.5], [0.5, 0.5], "while paused")).Refusal);
        Assert.True((await Desk.ResumeAsync("bandit", Kept.Version, Person.System)).IsDone);
        await SeenAsync(() => Kept.Phases.Length == 3, "the overdue update comes");

        var split = await Desk.SplitAsync("bandit", Kept.Version, [0.5, 0.5], Person.System);
        Assert.Equal(DeskRefusal.NotNow, split.Refusal);
        Assert.Contains("shares out its traffic itself", split.Sentence, StringComparison.Ordinal);
        Assert.True((await Desk.StopAsync("bandit", Kept.Version, StopDecision.Ship, "It earns more.", Person.System)).IsDone);
        Assert.Equal([0, 2, 2], ExperimentEvidence.Read(Kept.End!.Evidence)!.Bandit!.Periods.Select(period => period.Best.Count)); // what it was stopped on comes back whole
        Clock.Now += TimeSpan.FromHours(5);
        await SeenAsync(() => Latest!.Bandit!.Next.StartsWith("It was stopped", StringComparison.Ordinal), "it is looked at once more");
        Assert.Equal(3, Kept.Phases.Length);
        Assert.Null((await SlateAsync("late")).Experiment);
    }

    [Fact]
    public async Task Course_TooFewUnits_KeepsItsSharesAndSaysSo()
    {
        await BeginAsync();
        await ComeAsync(40, (_, _) => true);
        await SeenAsync(() => Latest is { Units: 40 }, "they are counted");
        Clock.Now += TimeSpan.FromHours(9);
        await ComeAsync(1, (_, _) => true);
        await SeenAsync(() => Latest is { Units: 41 }, "it is looked at after the period");

        Assert.Single(Kept.Phases);
        Assert.Contains("of the 50 units that every arm needs before shares move", Latest!.Decision!.Sentence, StringComparison.Ordinal);
        Assert.Null(Latest.Bandit!.DueAt);
    }

    [Fact]
    public async Task Course_ArmThatHarmsAGuardrail_IsRolledBackInWhateverPeriod()
    {
        await BeginAsync();
        await ComeAsync(300, (variant, n) => variant == "Other" ? n % 2 == 0 : n % 3 == 0, (_, _) => true);
        await SeenAsync(() => Latest is { Units: 300 } && Orders() > 100, "the first period is counted");
        Clock.Now += TimeSpan.FromHours(3);
        await SeenAsync(() => Kept.Phases.Length == 2, "the period ends");

        await ComeAsync(600, (_, _) => true, (variant, _) => variant != "Other");
        await SeenAsync(() => Kept.Status == ExperimentStatus.Stopped, "the guardrail ends it");

        Assert.Equal((StopDecision.RollBack, "RecConsole"), (Kept.End!.Decision, Kept.End.By));
        Assert.Contains("Other harms the guardrail add-to-cart", Kept.End.Reason, StringComparison.Ordinal);
        Assert.Contains("\"bandit\"", Kept.End.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_VisitThatGoesOnIntoTheNextPeriod_CountsOnceInTheNewest()
    {
        await BeginAsync();
        await ComeAsync(200, (variant, n) => n % 4 == 0);
        await SlateAsync("stays");
        await SeenAsync(() => Latest is { Units: 201 } && Orders() > 48, "the first period is counted");
        var orders = Orders();
        Clock.Now += TimeSpan.FromHours(3);
        await SeenAsync(() => Kept.Phases.Length == 2, "the period ends");
        await SlateAsync("stays");
        await Get<EventQueue>().TryEnqueue([Event("stays", EventKind.Purchase)])!;
        await SeenAsync(() => Latest is { Units: 202 } && Latest.Bandit!.Periods[1].Arms.Sum(arm => arm.Units.Sum) == 1, "the order is counted where the visit came last");

        Assert.Equal(orders + 1, Orders());
    }

    double Orders() => Latest!.Bandit!.Periods.Sum(period => period.Arms.Sum(arm => arm.Units.Sum));

    async Task BeginAsync()
    {
        await Get<ShopLoader>().Loaded;
        await Get<CatalogWriter>().ChangeAsync(_ => [.. Enumerable.Range(0, 20).Select(i => new Item(new ItemId($"item-{i}"), $"Item {i}") { Stock = 9, Price = 10, Category = $"shelf-{i % 3}" })]);
        await Eventually.HoldsAsync(async () => (await SlateAsync("first-look")).Items.Count > 0, "there is something to show");
        await Get<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("other").WithWeight("popularity", -1));
        var draft = (await Desk.CreateAsync(Definition, Person.System)).Experiment!;
        Assert.Null((await Desk.StartAsync(draft.Key, draft.Version, Person.System)).Sentence);
    }

    /// <summary>Visits that are shown a slate, and order or fill the cart by their variant and their number in it.</summary>
    async Task ComeAsync(int many, Func<string, int, bool> orders, Func<string, int, bool>? carts = null)
    {
        var events = new List<ShopEvent>();
        var inArm = new Dictionary<string, int>();
        for (var n = 0; n < many; n++)
        {
            var visit = $"visit-{visits++}";
            var variant = (await SlateAsync(visit)).Variant!;
            var place = inArm[variant] = inArm.GetValueOrDefault(variant) + 1;
            if (carts?.Invoke(variant, place) == true) events.Add(Event(visit, EventKind.AddToCart));
            if (orders(variant, place)) events.Add(Event(visit, EventKind.Purchase));
        }
        await Get<EventQueue>().TryEnqueue(events)!;
    }

    ShopEvent Event(string visit, EventKind kind) =>
        new(new EventId($"{visit}-{kind}"), kind, new UserId($"shopper-{visit}"), new SessionId(visit), Clock.Now) { ItemId = new ItemId("item-1"), Price = 10 };

    async Task<Slate> SlateAsync(string visit) => await Get<Recommender>().RecommendAsync(new SlateRequest("home", 4) { UserId = new UserId($"shopper-{visit}"), SessionId = new SessionId(visit) });

    /// <summary>Waits for a look, while seconds go by: looks come no oftener than their cost allows.</summary>
    Task SeenAsync(Func<bool> holds, string what) => Eventually.HoldsAsync(() =>
    {
        Clock.Now += TimeSpan.FromMilliseconds(200);
        return holds();
    }, what);
}
