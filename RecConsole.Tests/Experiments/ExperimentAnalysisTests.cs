using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;
using static RecConsole.Tests.Experiments.ExperimentSample;

namespace RecConsole.Tests.Experiments;

public sealed class ExperimentAnalysisTests
{
    static readonly ExperimentMetric Conversion = MetricPresets.Of(ShopMetric.Conversion);
    static readonly ExperimentMetric Guard = MetricPresets.Of(ShopMetric.Revenue, MetricRole.Guardrail) with { WinsorPercentile = null };

    [Fact]
    public void Run_ArmThatConvertsMore_Ships()
    {
        var experiment = Of(Conversion);

        var results = Look(experiment, 4_000, control: 0.10, treatment: 0.18);

        Assert.Equal(DecisionCode.Ship, results.Decision!.Code);
        Assert.Equal(GoalState.Better, results.Metrics[0].Looks[0].Goal);
        Assert.InRange(results.Metrics[0].Looks[0].Gain!.Value.Value, 0.4, 1.2);
        Assert.DoesNotContain(results.Health, check => check.State == HealthState.Red);
    }

    [Fact]
    public void Run_ArmThatLosesRevenue_RollsBackWhateverTheGoalSays()
    {
        var experiment = Of(MetricPresets.Of(ShopMetric.AddToCart, MetricRole.Goal), Guard);

        var results = Look(experiment, 4_000, control: 0.20, treatment: 0.10, hours: 3);

        Assert.Equal(GuardrailState.Inferior, results.Metrics[1].Looks[0].Guardrail);
        Assert.Equal(DecisionCode.RollBack, results.Decision!.Code);
        var move = RampPolicy.Next(experiment, results, Start.AddHours(3));
        Assert.Equal(RampAction.RollBack, move.Action);
        Assert.Contains("new harms the guardrail revenue", move.Sentence);
    }

    [Fact]
    public void Run_ArmWhereNobodyOrders_IsHarmedWithoutARelativeFigure()
    {
        var experiment = Of(MetricPresets.Of(ShopMetric.AddToCart, MetricRole.Goal), Guard, Conversion with { Role = MetricRole.Secondary });

        var results = Look(experiment, 4_000, control: 0.20, treatment: 0, hours: 3);

        var look = results.Metrics[1].Looks[0];
        Assert.Equal((NoStatistic.ArmIsZero, null, GuardrailState.Inferior), (look.Why, look.Sequential, look.Guardrail));
        Assert.True(look.Absolute!.PValue < 1e-10);
        Assert.Equal(GoalState.Worse, results.Metrics[2].Looks[0].Goal);
        Assert.Contains("new harms the guardrail revenue: it has none", RampPolicy.Next(experiment, results, Start.AddHours(3)).Sentence);
    }

    [Fact]
    public void Evidence_WrittenAndRead_IsTheSameResults()
    {
        var results = Look(Of(Conversion, Guard), 2_000, control: 0.10, treatment: 0.18);
        results = results with { DaysNeeded = double.PositiveInfinity }; // no figure may stand in the way of a stop

        var text = ExperimentEvidence.Write(results);
        var read = ExperimentEvidence.Read(text)!;

        Assert.Equal(text, ExperimentEvidence.Write(read));
        Assert.Equal((results.Units, results.DaysNeeded, results.Decision!.Sentence), (read.Units, read.DaysNeeded, read.Decision!.Sentence));
        Assert.Equal(results.Metrics[0].Looks[0], read.Metrics[0].Looks[0]);
        Assert.Equal(results.Arms, read.Arms);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("not even JSON")]
    public void Evidence_OfAnotherForm_IsNone(string? text) => Assert.Null(ExperimentEvidence.Read(text));

    [Fact]
    public void Run_ArmsThatAreAlike_KeepsRunning()
    {
        var results = Look(Of(Conversion, Guard), 2_000, control: 0.1, treatment: 0.1);

        Assert.Equal(DecisionCode.KeepRunning, results.Decision!.Code);
        Assert.True(results.Decision.DaysLeft > 0);
    }

    [Fact]
    public void Run_UnitsThatGetLost_IsUnhealthy()
    {
        var experiment = Of(Conversion);
        var ledger = Filled(experiment, 4_000, 0.1, 0.2, lost: 0.3);

        var results = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddDays(2));

        Assert.Equal(DecisionCode.Unhealthy, results.Decision!.Code);
        Assert.Contains("sample ratio", results.Decision.Sentence);
    }

    [Fact]
    public void Run_PastThatExplains_NarrowsTheInterval()
    {
        var experiment = Of(MetricPresets.Of(ShopMetric.Revenue) with { WinsorPercentile = null });
        var rng = new Rng(5);
        var past = new Dictionary<string, UnitPast>();
        var ledger = Ledger(experiment);
        for (var i = 0; i < 2_000; i++)
        {
            var unit = $"unit-{i}";
            var before = 50 + 10 * rng.NextGaussian();
            past[unit] = new UnitPast(0, 0, 0, 1, before, 0);
            ledger.Expose(Slate(unit, i % 2 == 0 ? "control" : "new", Start.AddSeconds(i)), 1);
            ledger.Record(Event(unit, EventKind.Purchase, Start.AddSeconds(i + 1)), false, before + 5 * rng.NextGaussian(), null);
        }
        ledger.Know(past);

        var look = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddDays(2)).Metrics[0].Looks[0];

        // rho² = 100 / 125
        Assert.InRange(look.VarianceReduction!.Value, 0.75, 0.85);
        Assert.True(look.Cuped!.StandardError < 0.6 * look.Fixed!.StandardError);
        Assert.Equal(look.CupedSequential!.Estimate, look.Gain!.Value.Value);
    }

    [Fact]
    public void Run_OneHugeBasket_IsCut()
    {
        var metric = MetricPresets.Of(ShopMetric.Revenue);
        var experiment = Of(metric);
        var ledger = Filled(experiment, 1_000, 0.3, 0.3);
        ledger.Record(Event("unit-0", EventKind.Purchase, Start.AddHours(1)), false, 1_000_000, null);

        var outcome = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddDays(2)).Metrics[0];

        Assert.Equal(10, outcome.Cut);
        Assert.All(outcome.Arms, arm => Assert.InRange(arm.Value!.Value, 1, 6));
    }

    [Fact]
    public void Next_HealthyStep_IsHeldAndThenTaken()
    {
        var experiment = Of(Conversion, Guard);
        experiment = experiment with { Phases = [experiment.Phase! with { Steps = [new RampStep(Start, 0.05)] }] };
        var results = Look(experiment, 1_000, 0.1, 0.1);

        Assert.Equal(Start.AddHours(24), RampPolicy.Next(experiment, results, Start.AddHours(23)).At);
        Assert.Equal(0.1, RampPolicy.Next(experiment, results, Start.AddHours(24)).Share);
        Assert.Equal(RampAction.Hold, RampPolicy.Next(experiment, null, Start.AddHours(24)).Action);
    }

    static ExperimentResults Look(Experiment experiment, int units, double control, double treatment, double hours = 48) =>
        ExperimentAnalysis.Run(experiment, experiment.Phase!, Filled(experiment, units, control, treatment, hours: hours), Start.AddHours(hours));

    /// <param name="lost">Share of the treatment's units that are lost.</param>
    /// <param name="hours">Over which they come.</param>
    static PhaseLedger Filled(Experiment experiment, int units, double control, double treatment, double lost = 0, double hours = 48)
    {
        var (ledger, rng) = (Ledger(experiment), new Rng(11));
        for (var unit = 0; unit < units; unit++)
            if (unit % 2 == 0 || rng.NextDouble() >= lost) Visit(ledger, rng, unit, unit % 2 == 0 ? control : treatment, TimeSpan.FromHours(hours) / units);
        return ledger;
    }

    static void Visit(PhaseLedger ledger, Rng rng, int unit, double rate, TimeSpan gap)
    {
        var at = Start + gap * unit;
        ledger.Expose(Slate($"unit-{unit}", unit % 2 == 0 ? "control" : "new", at), 2);
        if (rng.NextDouble() < 0.3) ledger.Record(Event($"unit-{unit}", EventKind.AddToCart, at.AddSeconds(1)), false, 0, null);
        if (rng.NextDouble() < rate) ledger.Record(Event($"unit-{unit}", EventKind.Purchase, at.AddSeconds(2)), false, 10, 6);
    }
}
