using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Experiments;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Experiments;

namespace RecConsole.Tests.Components.Experiments;

public sealed class BanditPartsTests : IDisposable
{
    static readonly DateTimeOffset Now = SampleExperiments.Began.AddHours(7);

    readonly BunitContext context = new();

    public BanditPartsTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton<TimeProvider>(new ManualTime(Now));
    }

    public void Dispose() => context.Dispose();

    static Experiment Running { get; } = ExperimentCourse.Update(SampleExperiments.Started(SampleBandits.Draft), [0.15, 0.85], [0.06, 0.94], SampleExperiments.Began.AddHours(6));

    static ExperimentResults Results { get; } = BanditAnalysis.Run(Running,
        [new PhaseLedger(Running, Running.Phases[0]).With(0, 1000, 200, 300).With(1, 1000, 220, 310), new PhaseLedger(Running, Running.Phases[1]).With(0, 300, 30, 50).With(1, 1700, 204, 280)], Now).Results;

    [Fact]
    public void BanditPanel_TwoPeriods_HasBothDifferencesTheWarningAndTheNextUpdate()
    {
        var part = context.Render<BanditPanel>(p => p.Add(x => x.Experiment, Running).Add(x => x.Bandit, Results.Bandit!).Add(x => x.At, Now).Add(x => x.IsSimulated, true));

        Assert.Equal(["15.0%", "85.0%"], part.FindAll("[data-testid=bandit-share]").Select(cell => cell.TextContent));
        Assert.StartsWith("+2.00 points", part.Find("[data-testid=bandit-weighted]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("\u2212", part.Find("[data-testid=bandit-naive]").TextContent, StringComparison.Ordinal);
        Assert.Contains("is biased", part.Find("[data-testid=bandit-warning]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The shares move at the end of this period. That is in 5 h.", part.Markup, StringComparison.Ordinal);
        Assert.NotNull(part.Find(".badge.simulated"));
        Assert.NotNull(part.Find("[data-chart=shares]"));
    }

    [Fact]
    public void Bandit_Stopped_SaysNothingOfAMoveToCome()
    {
        var stopped = ExperimentCourse.Stop(Running, new ExperimentEnd(Now, "Ann", StopDecision.KeepControl, "enough"));

        Assert.Contains("Stopped in period 2", context.Render<BanditPanel>(p => p.Add(x => x.Experiment, stopped).Add(x => x.Bandit, Results.Bandit!).Add(x => x.At, Now)).Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Shares move next", context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, stopped).Add(x => x.Results, Results).Add(x => x.Now, Now)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_OverTime_AreAStepOfEachPeriodAndARowOfItsTable()
    {
        var figure = BanditFigure.Shares(Running, Results.Bandit!, Now, "sessions");

        Assert.Equal(("steps", 2, 2), (figure.Kind, figure.Bands.Count, figure.Rows.Count));
        Assert.Equal([0.5, 0.85, 0.85], figure.Bands[1].Ys); // held until now
        Assert.Equal(["2026-11-22 08:00:00", "2026-11-22 14:00:00", "2026-11-22 15:00:00"], figure.Bands[0].Xs.Cast<string>());
        Assert.Equal(figure.Columns.Count, figure.Rows[1].Length);
        Assert.Equal(0.1, figure.Marks[0].Y);
    }

    [Fact]
    public void VerdictPanel_Bandit_SaysWhoLeadsAndWhenSharesMove()
    {
        var part = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, Running).Add(x => x.Results, Results).Add(x => x.Now, Now));

        Assert.Contains("of the traffic. Keep running: no verdict before 7 days", part.Find("[data-testid=verdict-sentence]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Shares move next", part.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Needed for", part.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void BanditFields_Changed_ChangeThePlan()
    {
        var plan = BanditPlan.Default;
        var part = context.Render<BanditFields>(p => p.Add(x => x.Plan, plan).Add(x => x.Goal, MetricPresets.Of(ShopMetric.Conversion)).Add(x => x.MaximumDays, 28).Add(x => x.OnChange, changed => plan = changed));

        Assert.Contains("may be shown another arm", part.Markup, StringComparison.Ordinal);
        Assert.Contains("there are 112 periods", part.Markup, StringComparison.Ordinal);
        part.Find("[data-testid=bandit-floor]").Change("5");
        Assert.Equal(0.05, plan.Floor);
        part.Find("[data-testid=bandit-update]").Change("120");
        Assert.Equal(120, plan.UpdateMinutes);
    }
}
