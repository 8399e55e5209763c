using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Experiments;

namespace RecConsole.Tests.Components.Experiments;

public sealed class ExperimentPartsTests : IDisposable
{
    static readonly DateTimeOffset Now = ExperimentSample.Start.AddDays(8);

    readonly BunitContext context = new();

    public ExperimentPartsTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton<TimeProvider>(new ManualTime(Now));
    }

    public void Dispose() => context.Dispose();

    static readonly Experiment Test = ExperimentSample.Of(MetricPresets.Of(ShopMetric.ClickThrough), MetricPresets.Of(ShopMetric.Latency));

    static ExperimentResults Results(DecisionCode code = DecisionCode.Ship) => new("newness", 1, Now, ExperimentSample.Start, [new("control", 5000, 0.5), new("new", 5100, 0.5)],
        [
            new(Test.Metrics[0], [new("control", 5000, 0.1, 0.001), new("new", 5100, 0.11, 0.001)],
                [new("new", "control") { Fixed = new(0.1, 0.01, 0.08, 0.12, 0.0001), Sequential = new(0.1, 0.01, 0.05, 0.15, 0.004), AdjustedPValue = 0.004, ProbabilityToBeatControl = 0.999, Risk = 0.00001, Gain = new(0.1, 0.05, 0.15), Goal = GoalState.Better }], null),
            new(Test.Metrics[1], [new("control", 5000, 4, 0.1), new("new", 5100, null, null)], [new("new", "control") { Why = NoStatistic.TooFewUnits }], null),
        ],
        [new("traffic", "Traffic", HealthState.Green, "Units keep coming."), new("sample-ratio", "Sample ratio", HealthState.Red, "The arms have other shares than planned.", 0.00002)],
        [new ExperimentDecision("new", code, code == DecisionCode.Ship ? "Ship new: it is better in CTR." : "Unhealthy: sample ratio is red.", ["Goals that are significantly better: CTR."], null)], 1, 0.00002, 8000, 0);

    [Theory]
    [InlineData("clickthrough", 1, 0)]
    [InlineData("latency", 0, 1)] // nothing is known of it in one arm
    public void ResultsTab_OverTime_IsDrawnWhereThereIsSomethingToDraw(string metric, int charts, int notes)
    {
        var part = context.Render<ExperimentResultsTab>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()).Add(x => x.History, []).Add(x => x.Metric, metric).Add(x => x.PrintAddress, "/"));

        Assert.Equal((charts, notes), (part.FindAll("[data-chart=time]").Count, part.FindAll("[data-testid=chart-none]").Count));
    }

    [Fact]
    public void VerdictPanel_Ship_SaysWhatWhyOnHowManyAndThatItIsSimulated()
    {
        var part = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()).Add(x => x.Now, Now).Add(x => x.IsSimulated, true));

        Assert.Equal("Ship new: it is better in CTR.", part.Find("[data-testid=verdict-sentence]").TextContent);
        Assert.Contains("Goals that are significantly better: CTR.", part.Markup, StringComparison.Ordinal);
        Assert.Equal("10,100", part.Find("[data-testid=verdict-units]").TextContent);
        Assert.Contains("reached", part.Markup, StringComparison.Ordinal);
        Assert.NotNull(part.Find(".badge.simulated"));
    }

    [Fact]
    public void VerdictPanel_StoppedAndDraft_SayWhatTheyAre()
    {
        var stopped = ExperimentCourse.Stop(Test, new ExperimentEnd(Now, "Ann", StopDecision.Ship, "clear") { Ships = "new" });
        var part = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, stopped).Add(x => x.Results, Results()).Add(x => x.Now, Now));
        Assert.Equal("Stopped: new is to go live.", part.Find("[data-testid=verdict-sentence]").TextContent);
        Assert.Contains("by Ann", part.Find("[data-testid=verdict-end]").TextContent, StringComparison.Ordinal);

        var draft = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, SampleExperiments.Draft()).Add(x => x.Now, Now));
        Assert.Equal("A draft: no shopper has met it.", draft.Find("[data-testid=verdict-sentence]").TextContent);
    }

    [Fact]
    public void VerdictPanel_OldFigures_AreDimmedWithTheirAge()
    {
        var part = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()).Add(x => x.Now, Now.AddMinutes(5)).Add(x => x.IsStale, true));

        Assert.Contains("dimmed", part.Find("[data-testid=verdict]").ClassList);
        Assert.Contains("5 min ago", part.Find("[data-testid=verdict-age]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricTable_Rows_ShowValuesChangeIntervalAndStateInWords()
    {
        var part = context.Render<MetricTable>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()));

        var ctr = part.Find("tr[data-metric=ClickThrough]");
        Assert.Equal(["new", "10.00%", "11.00%", "+10.00%+5.00 to +15.00%", "", "0.0040", "99.9%", "0.00%", "Better"], ctr.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("Better", ctr.QuerySelector("svg.interval-bar")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("Too few units yet", part.Find("tr[data-metric=Latency]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricTable_IntervalThatCannotBe_SaysTooFewToTellAndWhy()
    {
        var results = Results();
        ExperimentResults With(double lower, double upper) => results with { Metrics = [results.Metrics[0] with { Looks = [results.Metrics[0].Looks[0] with { Sequential = new(0.9, 1, lower, upper, 0.4) }] }] };
        string Shown(double lower, double upper) => context.Render<MetricTable>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, With(lower, upper))).Find("[data-testid=untold]").TextContent;

        Assert.Equal("Too few to tell yetthe interval is wider than ±100% of the control’s value", Shown(-3.4, 5.2));
        Assert.Equal("Too few to tell yetthe interval still reaches below −100%, where CTR cannot be", Shown(-1.1, 0.4));
    }

    [Fact]
    public void OverTime_EarlyLooksThatCannotBe_AreLeftOutAndSetNoScale()
    {
        var results = Results();
        ResultPoint At(int hour, double half) => new(ExperimentSample.Start.AddHours(hour), 100, 1, 1, [new(ShopMetric.ClickThrough, "new", 0.1, 0.1 - half, 0.1 + half)]);

        var figure = ExperimentFigures.OverTime(Test, results, [At(1, 30), At(2, 4), At(3, 0.9), At(4, 0.8), .. Enumerable.Range(5, 20).Select(hour => At(hour, 1.0 / hour))], Test.Metrics[0], "a test");

        Assert.Contains("left out: 2 looks with too few to tell", figure.Note, StringComparison.Ordinal);
        Assert.Equal(23, Assert.Single(figure.Bands).Ys.Count);
        // the later two thirds reach from 0.1 - 1/10 to 0.1 + 1/10, with 8 % of air; the first of the third before is 0.9 wide
        Assert.InRange(figure.YRange![1], 0.2, 0.25);
        Assert.InRange(figure.YRange[0], -0.05, 0);
    }

    [Fact]
    public void StopNote_AsOfTheStopAndLater_SaysWhichFiguresTheseAre()
    {
        var stopped = ExperimentCourse.Stop(Test, new ExperimentEnd(Now, "Ann", StopDecision.Ship, "clear") { Ships = "new" });
        IRenderedComponent<StopNote> Note(bool hasEvidence, bool isAsOfStop, bool isOfUnits = false) => context.Render<StopNote>(p => p.Add(x => x.Experiment, stopped)
            .Add(x => x.HasEvidence, hasEvidence).Add(x => x.IsAsOfStop, isAsOfStop).Add(x => x.IsOfUnits, isOfUnits).Add(x => x.Toggle, "there").Add(x => x.ResultsAddress, "results"));

        Assert.Equal("there", Note(true, true).Find("[data-testid=stop-later]").GetAttribute("href"));
        Assert.Contains("It was decided on", Note(true, false).Markup, StringComparison.Ordinal);
        Assert.Contains("No figures were kept at the stop", Note(false, false).Markup, StringComparison.Ordinal);
        Assert.Contains("are read from the units as they are now", Note(true, true, true).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void VerdictPanel_StoppedWithEvidence_SaysTheVerdictThen()
    {
        var stopped = ExperimentCourse.Stop(Test, new ExperimentEnd(Now, "Ann", StopDecision.Inconclusive, "no time"));

        var part = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, stopped).Add(x => x.Results, Results()).Add(x => x.Now, Now.AddDays(2)).Add(x => x.IsAsOfStop, true));

        Assert.Equal("The verdict then: Ship new: it is better in CTR.", part.Find("[data-testid=verdict-then]").TextContent);
        Assert.StartsWith("Figures as of the stop", part.Find("[data-testid=verdict-age]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void RampTab_Evidence_ShowsTheGuardrailThatWasHarmed()
    {
        var experiment = ExperimentCourse.Stop(Test, new ExperimentEnd(Now, "RecConsole", StopDecision.RollBack, "new harms CTR") { Evidence = "{}" });
        var results = Results();
        results = results with { Metrics = [results.Metrics[0] with { Metric = MetricPresets.Of(ShopMetric.ClickThrough, MetricRole.Guardrail), Looks = [results.Metrics[0].Looks[0] with { Guardrail = GuardrailState.Inferior }] }] };

        var part = context.Render<ExperimentRampTab>(p => p.Add(x => x.Experiment, experiment).Add(x => x.Now, Now).Add(x => x.Evidence, results).Add(x => x.EvidenceAddress, "there"));

        Assert.Equal("Harmed", part.Find("[data-testid=evidence] [data-testid=metric-state]").TextContent.Trim());
        Assert.Equal("there", part.Find("[data-testid=evidence-results]").GetAttribute("href"));
    }

    [Fact]
    public void HealthTab_RedCheck_ComesFirstWithWordAndSentence()
    {
        var part = context.Render<ExperimentHealthTab>(p => p.Add(x => x.Results, Results(DecisionCode.Unhealthy)));

        var first = part.FindAll("[data-testid=health] li")[0];
        Assert.Equal("sample-ratio", first.GetAttribute("data-check"));
        Assert.Contains("Red", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("other shares than planned", first.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RampTab_PausedAndSplit_AreToldInTheirOrder()
    {
        var at = ExperimentSample.Start.AddHours(1);
        var paused = ExperimentCourse.Pause(Test, at);
        var split = ExperimentCourse.Split(ExperimentCourse.Resume(paused, at.AddHours(1)), [0.8, 0.2], at.AddHours(2));

        var part = context.Render<ExperimentRampTab>(p => p.Add(x => x.Experiment, split).Add(x => x.Now, Now));

        Assert.Equal(["Another split: a new phase, and results from here", "Resumed", "Paused", "Started"], part.FindAll("[data-testid=ramp-history] tbody tr td:last-child").Select(cell => cell.TextContent));
    }

    [Fact]
    public void ResultRows_EachMetricAndArm_HasAValueForEachColumn()
    {
        var rows = ResultRows.Of(Test, Results()).ToList();

        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(ResultRows.Columns.Count, row.Length));
        Assert.Equal(("newness", "CTR", 0.1), (rows[0][0], rows[0][2], rows[0][ResultRows.Columns.ToList().IndexOf("value control")]));
        Assert.Equal("", rows[1][ResultRows.Columns.ToList().IndexOf("raw change")]); // what is not known is not 0
    }

    [Fact]
    public void OverTime_HistoryOfAnotherPhase_IsLeftOut()
    {
        var results = Results();
        ResultPoint At(DateTimeOffset at) => ResultPoint.Of(results with { At = at }, 1);

        var figure = ExperimentFigures.OverTime(Test, results, [At(ExperimentSample.Start.AddDays(-1)), At(ExperimentSample.Start.AddDays(1))], Test.Metrics[0], "a test");

        var band = Assert.Single(figure.Bands);
        Assert.Equal([0.1, 0.1], band.Ys);
        Assert.Equal([0.05, 0.05], band.Lower);
        Assert.Equal(2, figure.Rows.Count);
    }

    [Fact]
    public void MetricFields_RoleChosen_BringsTheMarginThatAGuardrailNeeds()
    {
        var metrics = SampleExperiments.Draft().Metrics;
        var part = context.Render<MetricFields>(p => p.Add(x => x.Metrics, metrics).Add(x => x.OnChange, changed => metrics = changed));

        part.Find("[data-testid=metric-role-ClickThrough]").Change(nameof(MetricRole.Guardrail));

        Assert.Equal((MetricRole.Guardrail, MetricPresets.Margin), (metrics[0].Role, metrics[0].NonInferiorityMargin));
    }

    [Fact]
    public void PlanFields_RampInPercent_IsReadAndNonsenseIsTold()
    {
        var plan = AnalysisPlan.Default;
        var part = context.Render<PlanFields>(p => p.Add(x => x.Plan, plan).Add(x => x.OnChange, changed => plan = changed));

        part.Find("[data-testid=plan-ramp]").Change("10, 50%, 100");
        Assert.Equal([0.1, 0.5, 1], plan.RampSteps.ToArray());
        part.Find("[data-testid=plan-ramp]").Change("ten");
        Assert.Contains("“ten” is no share in per cent", part.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
