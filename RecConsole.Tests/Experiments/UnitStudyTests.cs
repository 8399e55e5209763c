using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

/// <summary>What is made of the units themselves: segments, days, distribution, and what a plan would take.</summary>
public sealed class UnitStudyTests
{
    static readonly DateTimeOffset Start = ExperimentSample.Start;

    static readonly ExperimentMetric Conversion = MetricPresets.Of(ShopMetric.Conversion);

    /// <summary>Units of both arms: those from before buy in every fourth visit of both arms; new ones never in the control, and every second in the other arm.</summary>
    static (Experiment Experiment, PhaseLedger Ledger) Divided(int unitsAnArm = 400)
    {
        var experiment = ExperimentSample.Of(Conversion, MetricPresets.Of(ShopMetric.Orders));
        var known = Enumerable.Range(0, unitsAnArm).SelectMany(n => new[] { $"control-{n}", $"new-{n}" }.Where(_ => n % 2 == 0)).ToDictionary(unit => unit, _ => new UnitPast(4, 1, 0, 0, 0, 0));
        var ledger = ExperimentSample.Ledger(experiment, known);
        for (var n = 0; n < unitsAnArm; n++)
            foreach (var arm in new[] { "control", "new" })
            {
                var unit = $"{arm}-{n}";
                ledger.Expose(ExperimentSample.Slate(unit, arm, Start.AddMinutes(n)), 1);
                var buys = n % 2 == 0 ? n % 8 == 0 : arm == "new" ? n % 4 == 1 : n % 20 == 1;
                if (buys) ledger.Record(ExperimentSample.Event(unit, EventKind.Purchase, Start.AddMinutes(n + 1)), false, 10, null);
            }
        return (experiment, ledger);
    }

    [Fact]
    public void SegmentStudy_EffectInOneSegmentOnly_IsFoundThereAndTheSegmentsDiffer()
    {
        var (experiment, ledger) = Divided();

        var study = ledger.Read(units => SegmentStudy.Run(experiment, Conversion, units));

        var known = Assert.Single(study.Effects, one => one.Segment == "known before");
        var fresh = Assert.Single(study.Effects, one => one.Segment == "new");
        Assert.Equal((400, 400), (known.Units, fresh.Units));
        Assert.Equal(0, known.Relative!.Estimate, 9);
        Assert.Equal(1, known.AdjustedPValue);
        Assert.Equal((0.1, 0.5), (fresh.Control, fresh.Value));
        Assert.True(fresh.AdjustedPValue < 0.001);
        Assert.True(fresh.AdjustedPValue >= fresh.Relative!.PValue);
        Assert.True(Assert.Single(study.Interactions, one => one.Dimension == "shopper").AdjustedPValue < 0.01);
        Assert.Null(Assert.Single(study.Interactions, one => one.Dimension == "placement").AdjustedPValue); // one placement: nothing to differ from
    }

    [Fact]
    public void SegmentStudy_TooFewUnits_CountsThemAndHasNoEffect()
    {
        var (experiment, ledger) = Divided(20);

        var study = ledger.Read(units => SegmentStudy.Run(experiment, Conversion, units));

        Assert.Equal(0, study.Tests);
        Assert.All(study.Effects, one => Assert.Null(one.Relative));
        Assert.Equal(40, study.Effects.Where(one => one.Dimension == "shopper").Sum(one => one.Units));
    }

    [Fact]
    public void TenureStudy_DaysNotYetWhole_AreLeftOut()
    {
        var (experiment, ledger) = Divided();

        Assert.Empty(ledger.Read(units => TenureStudy.Run(experiment, Conversion, units, Start.AddHours(20))).Effects);
        var day = Assert.Single(ledger.Read(units => TenureStudy.Run(experiment, Conversion, units, Start.AddHours(40))).Effects);
        Assert.Equal((0, "new", 800), (day.Day, day.Arm, day.Units));
        Assert.True(day.Relative.Estimate > 0);
    }

    [Fact]
    public void MetricDistribution_Counts_EachUnitIsInOneBarOfItsArm()
    {
        var (experiment, ledger) = Divided();
        for (var n = 0; n < 3; n++) ledger.Record(ExperimentSample.Event("control-0", EventKind.Purchase, Start.AddMinutes(5 + n)), false, 10, null);

        var spread = ledger.Read(units => MetricDistribution.Run(experiment, MetricPresets.Of(ShopMetric.Orders), units));

        Assert.Equal(["control", "new"], spread.Arms);
        Assert.Equal((400, 400), (spread.UnitsOf(0), spread.UnitsOf(1)));
        Assert.Equal((330, 250), (spread.Bars[0].Units[0], spread.Bars[0].Units[1])); // without an order
        Assert.Equal(double.PositiveInfinity, spread.Bars[^1].Upper); // the one with four orders
        Assert.Equal(70, spread.Bars.Skip(1).Sum(bar => bar.Units[0]));
    }

    [Fact]
    public void HeterogeneityTest_KnownEffects_HasTheChiSquareOfCochransQ()
    {
        // two effects one apart with errors of 0.5: Q = 1 / (0.25 + 0.25) = 2, one degree of freedom
        Assert.Equal(0.157299, HeterogeneityTest.PValue([(1, 0.5), (0, 0.5)])!.Value, 6);
        Assert.Null(HeterogeneityTest.PValue([(1, 0.5)]));
        Assert.Null(HeterogeneityTest.PValue([(1, 0.5), (0, 0)]));
    }

    [Fact]
    public void PlanForecast_SteadyLog_TellsUnitsAndDaysByTheSampleSizeFormula()
    {
        var experiment = ExperimentSample.Of(Conversion) with { Plan = AnalysisPlan.Default with { MinimumDetectableEffect = 0.2, RampSteps = [0.5], MaximumDays = 100 } };
        var ledger = ExperimentSample.Ledger(experiment);
        for (var n = 0; n < 1000; n++)
        {
            ledger.Expose(ExperimentSample.Slate($"u{n}", "control", Start.AddMinutes(2 * n)), 1);
            if (n % 10 == 0) ledger.Record(ExperimentSample.Event($"u{n}", EventKind.Purchase, Start.AddMinutes(2 * n)), false, 10, null);
        }

        var forecast = ledger.Read(units => PlanForecast.Of(experiment, units, Start, Start.AddMinutes(2000)))!;

        Assert.Equal((1000, 0.1), (forecast.UnitsSeen, forecast.Baseline));
        // 2 (1.959964 + 0.841621)^2 0.09 / 0.02^2 = 3,532 an arm
        Assert.Equal(2 * 3532, forecast.UnitsNeeded!.Value, 2.0);
        // one unit in two minutes, of which half enters
        Assert.Equal(forecast.UnitsNeeded.Value / 0.5 / 720, forecast.DaysNeeded!.Value, 0.2);
        Assert.InRange(forecast.SmallestEffect!.Value, 0.05, 0.2);

        // of the same log's first hour nothing is known of a day
        var early = ledger.Read(units => PlanForecast.Of(experiment, [.. units.Take(300)], Start, Start.AddHours(1)))!;
        Assert.NotNull(early.UnitsNeeded);
        Assert.Equal((null, null), (early.DaysNeeded, early.SmallestEffect));
    }

    [Fact]
    public void PlanForecast_EmptyLog_SaysThatNobodyCame()
    {
        var forecast = PlanForecast.Of(ExperimentSample.Of(Conversion), [], Start, Start)!;

        Assert.Equal((0, null, null), (forecast.UnitsSeen, forecast.Baseline, forecast.UnitsNeeded));
        Assert.Null(PlanForecast.Of(ExperimentSample.Of(), [], Start, Start));
    }
}
