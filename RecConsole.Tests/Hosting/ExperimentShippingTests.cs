using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

/// <summary>From the decision to ship a variant to its being live, by the way of every change.</summary>
public sealed class ExperimentShippingTests() : RestartedConsole(isClockSet: false)
{
    static readonly Person Ann = new("p-1", "Ann", Role.Analyst), Bob = new("p-2", "Bob", Role.Publisher), Eve = new("p-3", "Eve", Role.Viewer);

    ExperimentShipping Shipping => Get<ExperimentShipping>();

    async Task<Experiment> StopAsync(StopDecision decision)
    {
        await Get<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("other").WithWeight("margin", 0.7f));
        var desk = Get<ExperimentDesk>();
        var started = (await desk.StartAsync("two", (await desk.CreateAsync(SampleExperiments.Draft("two", "home"), Ann)).Experiment!.Version, Ann)).Experiment!;
        return (await desk.StopAsync("two", started.Version, decision, "It earns more.", Ann)).Experiment!;
    }

    [Fact]
    public async Task Ship_DecisionDraftAndPublication_AreOneWay()
    {
        var ended = await StopAsync(StopDecision.Ship);
        Assert.Equal((ShipState.Open, "default", "Other"), (Shipping.Of(ended)!.State, Shipping.Of(ended)!.Strategy, Shipping.Of(ended)!.Variant.Name));

        Assert.Equal(DeskRefusal.NotAllowed, (await Shipping.DraftAsync(ended, 0, Eve)).Refusal);
        var draft = (await Shipping.DraftAsync(ended, 0, Bob)).Draft!;
        Assert.Equal((0.7f, ShipState.Drafted), (draft.Content.Weight("margin"), Shipping.Of(ended)!.State));

        Assert.True((await Get<StrategyDesk>().PublishAsync("default", draft.Version, Bob)).IsDone);
        Assert.Equal(ShipState.Live, Shipping.Of(ended)!.State);
        Assert.Equal(DeskRefusal.NotNow, (await Shipping.DraftAsync(ended, 0, Bob)).Refusal);
    }

    [Fact]
    public async Task Ship_WhereSomebodyHasADraft_TakesThatDraftsVersion()
    {
        var ended = await StopAsync(StopDecision.Ship);
        var theirs = (await Get<StrategyDesk>().SaveDraftAsync("default", StrategyStore.FirstDefault.WithWeight("newness", 0.9f), 0, Bob)).Draft!;
        Assert.Equal(ShipState.DraftInTheWay, Shipping.Of(ended)!.State);

        Assert.Equal(DeskRefusal.Stale, (await Shipping.DraftAsync(ended, 0, Bob)).Refusal);
        Assert.True((await Shipping.DraftAsync(ended, theirs.Version, Bob)).IsDone);
        Assert.Equal(ShipState.Drafted, Shipping.Of(ended)!.State);
    }

    [Fact]
    public async Task Ship_AnotherDecision_ShipsNothing()
    {
        var ended = await StopAsync(StopDecision.KeepControl);

        Assert.Null(Shipping.Of(ended));
        Assert.Equal(DeskRefusal.NotNow, (await Shipping.DraftAsync(ended, 0, Bob)).Refusal);
    }
}
