using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using static RecConsole.Tests.Experiments.ExperimentSample;

namespace RecConsole.Tests.Experiments;

public sealed class PhaseLedgerTests
{
    static readonly Experiment Experiment = Of(MetricPresets.Of(ShopMetric.ClickThrough), MetricPresets.Of(ShopMetric.Revenue));

    [Fact]
    public void Record_BeforeAnySlate_CountsNothing()
    {
        var ledger = Ledger(Experiment);

        ledger.Record(Event("ada", EventKind.Purchase, Start), isFirstClick: false, 10, 4);

        Assert.Equal(0, ledger.Read(units => units.Count));
    }

    [Fact]
    public void Record_AfterTheSlate_AddsUp()
    {
        var ledger = Ledger(Experiment, new Dictionary<string, UnitPast> { ["ada"] = new(40, 3, 0, 1, 20, 8) });
        ledger.Expose(Slate("ada", "new", Start), categories: 3);
        ledger.Record(Event("ada", EventKind.Click, Start.AddMinutes(1)), isFirstClick: true, 10, 4);
        ledger.Record(Event("ada", EventKind.Click, Start.AddMinutes(2)), isFirstClick: false, 10, 4);
        ledger.Record(Event("ada", EventKind.AddToCart, Start.AddMinutes(3)), isFirstClick: false, 10, 4);
        ledger.Record(Event("ada", EventKind.Purchase, Start.AddMinutes(4), quantity: 2), isFirstClick: false, 10, 4);
        ledger.Record(Event("ada", EventKind.Purchase, Start.AddMinutes(4)), isFirstClick: false, 7, null); // the same basket: one order

        var unit = ledger.Read(units => units.Single());

        Assert.Equal(new UnitCounts(1, 4, 1, 1, 1, 27, 12, 5, 3), unit.Total);
        Assert.Equal(new UnitValue(1, 4, 3, 40), UnitValue.Of(ShopMetric.ClickThrough, unit));
        Assert.Equal(new UnitValue(27, 1, 20, 1), UnitValue.Of(ShopMetric.Revenue, unit));
        Assert.False(unit.Returned);
    }

    [Fact]
    public void Record_OnALaterDay_IsAReturnAndADayOfItsOwn()
    {
        var ledger = Ledger(Experiment);
        ledger.Expose(Slate("ada", "new", Start), 1);
        ledger.Expose(Slate("ada", "new", Start.AddHours(30)), 1);
        ledger.Record(Event("ada", EventKind.Purchase, Start.AddHours(31)), false, 5, null);

        var unit = ledger.Read(units => units.Single());

        Assert.True(unit.Returned);
        Assert.Equal([0, 1], unit.Days.Select(day => day.Day));
        Assert.Equal(5, unit.Days[1].Counts.Revenue);
    }

    [Fact]
    public void Record_AfterTheAttributionWindow_CountsNothing()
    {
        var ledger = Ledger(Experiment);
        ledger.Expose(Slate("ada", "new", Start), 1);

        ledger.Record(Event("ada", EventKind.Purchase, Start.AddHours(25)), false, 5, null);

        Assert.Equal(0, ledger.Read(units => units.Single().Total.Orders));
    }

    [Fact]
    public void Expose_OtherPhaseForcedOrPlayed_IsNoneOfIt()
    {
        var ledger = Ledger(Experiment);
        ledger.Expose(Slate("ada", "new", Start) with { Phase = 2 }, 1);
        ledger.Expose(Slate("ben", "new", Start) with { Phase = null, Unit = null }, 1);
        ledger.Expose(Slate("cyd", "new", Start) with { Lab = true }, 1);
        ledger.Expose(Slate("dan", "new", Start) with { Experiment = "another" }, 1);

        Assert.Equal(0, ledger.Read(units => units.Count));
    }

    [Fact]
    public void Expose_TwoVariantsOfOneUnit_TakesItOutOfTheFigures()
    {
        var ledger = Ledger(Experiment);
        ledger.Expose(Slate("ada", "new", Start), 1);
        ledger.Expose(Slate("ada", "control", Start.AddMinutes(1)), 1);
        ledger.Expose(Slate("ben", "control", Start), 1);

        var results = ExperimentAnalysis.Run(Experiment, Experiment.Phase!, ledger, Start.AddHours(1));

        Assert.True(ledger.Read(units => units.First().IsInSeveral));
        Assert.Equal([1L, 0L], results.Arms.Select(arm => arm.Units));
    }

    [Fact]
    public void TakeChanged_Twice_GivesEachChangeOnce()
    {
        var ledger = Ledger(Experiment);
        ledger.Expose(Slate("ada", "new", Start), 1);

        Assert.Equal(["ada"], ledger.TakeChanged((unit, _) => unit));
        Assert.Empty(ledger.TakeChanged((unit, _) => unit));
    }
}
