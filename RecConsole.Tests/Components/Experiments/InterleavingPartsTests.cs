using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Experiments;
using RecConsole.Tests.Experiments;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Experiments;

namespace RecConsole.Tests.Components.Experiments;

public sealed class InterleavingPartsTests : IDisposable
{
    static readonly DateTimeOffset Now = ExperimentSample.Start.AddDays(8);

    static readonly Experiment Test = ExperimentSample.Of(MetricPresets.Of(ShopMetric.ClickThrough)) with { Method = ExperimentMethod.Interleaving };

    readonly BunitContext context = new();

    public InterleavingPartsTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton<TimeProvider>(new ManualTime(Now));
    }

    public void Dispose() => context.Dispose();

    /// <summary>Of 2,000 units 600 are won by the variant and 400 by the control.</summary>
    static ExperimentResults Results()
    {
        var sums = default(InterleavingSums);
        for (var n = 0; n < 2000; n++) sums = sums.Add(n < 400 ? 1 : 0, n >= 1400 ? 1 : 0);
        return new ExperimentResults("newness", 1, Now, ExperimentSample.Start, [new(TeamDraft.Variant, 2000, 1)], [], [HealthChecks.Draft(new(8000, 8001, 1000, 1000, 400, 600), 2000, 0.8)],
            [new ExperimentDecision("new", DecisionCode.Preferred, "Shoppers prefer new.", [InterleavingDecision.Limit], null)], 1, 0.8, null, null)
        {
            Interleaving = new InterleavingOutcome(ShopMetric.ClickThrough, "control", "new", new(8000, 8001, 1000, 1000, 400, 600), InterleavingResult.Of(sums)),
        };
    }

    [Fact]
    public void InterleavingTable_Preference_SaysWhoWonAndMarksWhatDecides()
    {
        var part = context.Render<InterleavingTable>(p => p.Add(x => x.Found, Results().Interleaving!).Add(x => x.Unit, ExperimentUnit.Session));

        var rows = part.Find("[data-testid=wins-table]").QuerySelectorAll("tbody tr");
        Assert.Equal(["new", "600", "60.00%", "600", "8,001"], rows[0].Children.Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["control, the control", "400", "40.00%", "400", "8,000"], rows[1].Children.Select(cell => cell.TextContent.Trim()));
        Assert.Equal("1,000", rows[2].Children[1].TextContent.Trim());
        var reading = part.Find("[data-reading='Won by new']");
        Assert.Equal(["60.00%", "56.89% to 63.05%", "< 0.0001", "55.25% to 64.64%", "< 0.0001"], reading.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(2, reading.QuerySelectorAll(".decides").Length);
        Assert.Equal("At every look", reading.QuerySelector(".decides")!.GetAttribute("data-label"));
        Assert.Equal("+5.00 points", part.Find("[data-reading=Preference]").QuerySelector("td")!.TextContent.Trim());
    }

    [Fact]
    public void InterleavingTab_Results_SayWhatTheyCannotAndChartTheLead()
    {
        var part = context.Render<InterleavingTab>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()).Add(x => x.History, []).Add(x => x.PrintAddress, "?print=1"));

        Assert.Contains(InterleavingDecision.Limit, part.Markup, StringComparison.Ordinal);
        Assert.Contains("nothing rolls back by itself", part.Markup, StringComparison.Ordinal);
        Assert.Contains("Lead of new over time", part.Find("[data-chart=time]").TextContent, StringComparison.Ordinal);
        var figure = InterleavingFigure.OverTime(Test, Results(), [ResultPoint.Of(Results() with { At = Now.AddHours(-1) }, 1)], "a note");
        Assert.Equal(2, figure.Rows.Count);
        Assert.Equal(0.1, Assert.Single(figure.Bands).Ys[0], 1e-12);
        Assert.Equal(0.6, figure.Rows[0][2]);
        Assert.Equal(InterleavingRows.Columns.Count, InterleavingRows.Of(Test, Results()).First().Length);
    }

    [Fact]
    public void VerdictAndHealth_Interleaved_TellPreferencesAndPlacesInsteadOfArms()
    {
        var verdict = context.Render<VerdictPanel>(p => p.Add(x => x.Experiment, Test).Add(x => x.Results, Results()).Add(x => x.Now, Now));
        Assert.Equal("Shoppers prefer new.", verdict.Find("[data-testid=verdict-sentence]").TextContent);
        Assert.Equal("1,000", verdict.Find("[data-testid=verdict-decided]").TextContent);
        Assert.Contains("each shown both", verdict.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Needed for", verdict.Markup, StringComparison.Ordinal);

        var health = context.Render<ExperimentHealthTab>(p => p.Add(x => x.Results, Results()));
        Assert.Equal("Green", health.Find("[data-check=draft]").GetAttribute("data-state"));
        Assert.Contains("8,001", health.Find("[data-testid=teams-table]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample ratio", health.Markup, StringComparison.Ordinal);
    }
}
