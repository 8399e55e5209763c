using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;
using static RecConsole.Tests.Experiments.ExperimentSample;

namespace RecConsole.Tests.Experiments;

/// <summary>An interleaving from its definition to its results.</summary>
public sealed class InterleavingTests
{
    static readonly DraftTeam[] Drafted = [DraftTeam.None, DraftTeam.B, DraftTeam.A, DraftTeam.A, DraftTeam.B];

    static Experiment Both(ShopMetric goal = ShopMetric.ClickThrough) => Of(MetricPresets.Of(goal, MetricRole.Goal)) with { Method = ExperimentMethod.Interleaving };

    static SlateRecord Interleaved(string unit, DateTimeOffset at, params DraftTeam[] teams) => Slate(unit, TeamDraft.Variant, at, teams.Length) with { Teams = teams };

    public static TheoryData<string, Experiment> Wrong
    {
        get
        {
            var both = Both();
            return new()
            {
                { "there are 3 variants: take the others away", both with { Variants = [.. both.Variants.Select(one => one with { Weight = 0.25 }), new Variant("third", "default", 0.5)] } },
                { "the weights of an interleaving are 0.5 and 0.5, not 0.6 and 0.4", both with { Variants = [both.Variants[0] with { Weight = 0.6 }, both.Variants[1] with { Weight = 0.4 }] } },
                { "give the variant another name", both with { Variants = both.Variants.SetItem(1, both.Variants[1] with { Name = TeamDraft.Variant }) } },
                { "the goal of an interleaving is ClickThrough, AddToCart or Orders", Both(ShopMetric.Revenue) },
                { "the goal of an interleaving is ClickThrough, AddToCart or Orders", Both(ShopMetric.Conversion) },
                { "keep one of the goals ClickThrough, Orders", both with { Metrics = both.Metrics.Add(MetricPresets.Of(ShopMetric.Orders, MetricRole.Goal)) } },
                { "What protects is the ramp, and a person who stops", both with { Metrics = both.Metrics.Add(MetricPresets.Of(ShopMetric.Latency)) } },
                { "the A/B test that follows measures it", both with { Metrics = both.Metrics.Add(MetricPresets.Of(ShopMetric.Diversity)) } },
                { "lies below 0.5", both with { Metrics = [both.Metrics[0] with { MinimumEffect = 0.5 }] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Problems_WhatInterleavingCannotDo_SaysWhatWouldBeRight(string sentence, Experiment experiment)
    {
        Assert.Contains(experiment.Problems(), problem => problem.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain((experiment with { Method = ExperimentMethod.Split }).Problems(), problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_TwoVariantsAndOneCredit_AreNone()
    {
        Assert.All(InterleavingCredit.Metrics, goal => Assert.Empty(Both(goal).Problems()));
        Assert.Equal(ExperimentMethod.Interleaving, ExperimentJson.Read(ExperimentJson.Write(Both())).Method);
        Assert.Contains("no split", ExperimentCourse.SplitProblem(Both(), [0.8, 0.2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShopMetric.ClickThrough, EventKind.Click)]
    [InlineData(ShopMetric.AddToCart, EventKind.AddToCart)]
    [InlineData(ShopMetric.Orders, EventKind.Purchase)]
    public void Record_EventOnASlot_IsTheCreditOfItsTeam(ShopMetric goal, EventKind kind)
    {
        var ledger = Ledger(Both(goal));
        var slate = Interleaved("ada", Start, Drafted);
        ledger.Expose(slate, 1);
        ledger.Expose(Interleaved("ada", Start.AddMinutes(1), DraftTeam.A), 1);
        for (var position = 1; position <= 5; position++)
            ledger.Record(Event("ada", kind, Start.AddMinutes(position)), isFirstClick: true, 10, 4, new Attribution(slate, position).Team);
        ledger.Record(Event("ada", EventKind.View, Start.AddMinutes(6)), isFirstClick: false, 10, 4, DraftTeam.A);
        ledger.Record(Event("ben", kind, Start.AddMinutes(7)), isFirstClick: true, 10, 4, DraftTeam.A); // saw no slate

        var unit = ledger.Read(units => units.Single());

        Assert.Equal(new TeamCounts(3, 2, 1, 1, 2, 2), unit.Teams);
        Assert.False(unit.IsInSeveral);
    }

    [Fact]
    public void Record_SecondClickOnASlotOrAnotherMetric_IsNoCredit()
    {
        var ledger = Ledger(Both());
        ledger.Expose(Interleaved("ada", Start, Drafted), 1);
        ledger.Record(Event("ada", EventKind.Click, Start.AddMinutes(1)), isFirstClick: false, 10, 4, DraftTeam.A);
        ledger.Record(Event("ada", EventKind.AddToCart, Start.AddMinutes(2)), isFirstClick: false, 10, 4, DraftTeam.A);
        ledger.Record(Event("ada", EventKind.Click, Start.AddHours(25)), isFirstClick: true, 10, 4, DraftTeam.A); // beyond the window

        Assert.Equal(0, ledger.Read(units => units.Single().Teams.CreditA));
    }

    [Fact]
    public void Run_VariantThatIsClickedMore_IsPreferred()
    {
        var (experiment, now) = (Both(), Start.AddDays(3));
        var results = ExperimentAnalysis.Run(experiment, experiment.Phase!, Shopped(experiment, 600, 0.3, 0.45), now);

        var found = results.Interleaving!;
        var result = found.Result!;
        Assert.Equal((600, 600), (results.Units, result.Sums.Sessions));
        Assert.Equal(DecisionCode.Preferred, results.Decision!.Code);
        Assert.InRange(result.WinShare!.Value.Value, 0.55, 0.75);
        Assert.True(result.SequentialWinShare!.Value.Lower > 0.5 && result.SequentialWinShare.Value.Lower < result.WinShare.Value.Lower);
        Assert.InRange(result.Preference.Value, result.SequentialPreference!.Lower, result.SequentialPreference.Upper);

        // what it is stopped on is kept whole, without metrics by arm
        var kept = ExperimentEvidence.Read(ExperimentEvidence.Write(results))!;
        Assert.Equal((found, results.Decision.Sentence, 0), (kept.Interleaving, kept.Decision!.Sentence, kept.Metrics.Count));
        Assert.All(results.Health, check => Assert.Equal(HealthState.Green, check.State));
        Assert.Empty(results.Metrics);
        Assert.Equal(result.SequentialWinShare.Value.Lower, Assert.Single(ResultPoint.Of(results, 1).Figures).Lower);
    }

    [Fact]
    public void Write_ResultsThatItWasStoppedOn_ComeBackWhole()
    {
        var experiment = Both();
        foreach (var ledger in new[] { Shopped(experiment, 200, 0.3, 0.45), Ledger(experiment) })
        {
            var results = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddDays(1));
            var read = ExperimentEvidence.Read(ExperimentEvidence.Write(results))!;

            Assert.Equal(results.Interleaving, read.Interleaving);
            Assert.Empty(read.Metrics);
            Assert.Equal(results.Decision!.Sentence, read.Decision!.Sentence);
        }
    }

    [Fact]
    public void Run_StrategiesThatAreAlike_KeepGoing()
    {
        var experiment = Both();
        var results = ExperimentAnalysis.Run(experiment, experiment.Phase!, Shopped(experiment, 400, 0.3, 0.3), Start.AddDays(2));

        Assert.Equal(DecisionCode.KeepRunning, results.Decision!.Code);
        Assert.Equal(DecisionCode.KeepRunning, ExperimentAnalysis.Run(experiment, experiment.Phase!, Ledger(experiment), Start.AddMinutes(1)).Decision!.Code);
    }

    [Fact]
    public void Run_TeamThatIsAlwaysFirst_IsUnhealthy()
    {
        var experiment = Both();
        var ledger = Ledger(experiment);
        for (var n = 0; n < 400; n++) ledger.Expose(Interleaved($"unit-{n}", Start.AddMinutes(n), DraftTeam.B, DraftTeam.A, DraftTeam.B, DraftTeam.A), 1);

        var results = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddMinutes(400));

        Assert.Equal(DecisionCode.Unhealthy, results.Decision!.Code);
        var draft = results.Health.Single(check => check.Key == "draft");
        Assert.Equal(HealthState.Red, draft.State);
        Assert.Contains("picks first in 0.00% of 400 slates", draft.Sentence, StringComparison.Ordinal);
        Assert.Equal(RampAction.Hold, RampPolicy.Next(experiment with { Plan = experiment.Plan with { RampSteps = [1] } }, results, Start.AddDays(2)).Action);
    }

    [Fact]
    public void Run_StrategiesThatShowTheSame_SayThatThereIsNothingToPrefer()
    {
        var experiment = Both();
        var ledger = Ledger(experiment);
        for (var n = 0; n < 200; n++) ledger.Expose(Interleaved($"unit-{n}", Start.AddMinutes(n), DraftTeam.None, DraftTeam.None), 1);

        var draft = ExperimentAnalysis.Run(experiment, experiment.Phase!, ledger, Start.AddMinutes(200)).Health.Single(check => check.Key == "draft");

        Assert.Equal(HealthState.Amber, draft.State);
    }

    /// <summary>Units that click each team's picks so often.</summary>
    static PhaseLedger Shopped(Experiment experiment, int units, double clicksA, double clicksB)
    {
        var rng = new Rng(9);
        var ledger = Ledger(experiment);
        for (var n = 0; n < units; n++)
        {
            var (unit, at) = ($"unit-{n}", Start.AddMinutes(7 * n));
            var isAFirst = rng.NextBool(0.5);
            ledger.Expose(isAFirst ? Interleaved(unit, at, DraftTeam.A, DraftTeam.B, DraftTeam.None) : Interleaved(unit, at, DraftTeam.B, DraftTeam.A, DraftTeam.None), 1);
            if (rng.NextBool(clicksA)) ledger.Record(Event(unit, EventKind.Click, at.AddSeconds(1)), true, 10, 4, DraftTeam.A);
            if (rng.NextBool(clicksB)) ledger.Record(Event(unit, EventKind.Click, at.AddSeconds(2)), true, 10, 4, DraftTeam.B);
        }
        return ledger;
    }
}
