using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.People;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Experiments;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Experiments;

public sealed class CsvAnalysisPanelTests : IDisposable
{
    readonly BunitContext context = new();
    Role role = Role.Analyst;

    public CsvAnalysisPanelTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton<TimeProvider>(new ManualTime(DateTimeOffset.UnixEpoch));
        context.Services.AddScoped<AddressBar>();
        context.Services.AddSingleton(new Visitor(() => new Person("p-1", "Ann", role)));
        context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public void Dispose() => context.DisposeAsync().AsTask().GetAwaiter().GetResult();

    static string Groups(int old, int changed) => "group,bought\n" + string.Concat(Enumerable.Range(0, old).Select(n => $"old,{(n % 10 == 0 ? 1 : 0)}\n")) + string.Concat(Enumerable.Range(0, changed).Select(n => $"new,{(n % 5 == 0 ? 1 : 0)}\n"));

    async Task<IRenderedComponent<CsvAnalysisPanel>> OpenAsync(string query, string csv)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("experiments?analyze=1" + query);
        var panel = context.Render<CsvAnalysisPanel>();
        var files = new UploadFolder();
        await files.AddAsync("test.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), _ => { }, CancellationToken.None);
        await panel.InvokeAsync(() => panel.FindComponent<ImportUpload>().Instance.OnUploaded.InvokeAsync(files));
        return panel;
    }

    static Task RunAsync(IRenderedComponent<CsvAnalysisPanel> panel) => panel.Find("[data-testid=analysis-run]").ClickAsync(new());

    static IElement Field(IRenderedComponent<CsvAnalysisPanel> panel, string key) => panel.Find($"[data-field={key}] select");

    [Fact]
    public async Task Analyze_ColumnsChosenByHand_ShowsVerdictArmsAndComparison()
    {
        var panel = await OpenAsync("", Groups(1000, 1000));
        Assert.True(panel.Find("[data-testid=analysis-run]").HasAttribute("disabled"));

        await Field(panel, "variant").ChangeAsync(new() { Value = "0" });
        await Field(panel, "metric").ChangeAsync(new() { Value = "1" });
        await panel.Find("[data-testid=analysis-kind]").ChangeAsync(new() { Value = "Binary" });
        await panel.Find("[data-testid=analysis-control]").ChangeAsync(new() { Value = "1" });
        await RunAsync(panel);

        Assert.Equal("Better", panel.Find("[data-testid=analysis-verdict]").GetAttribute("data-code"));
        Assert.StartsWith("new has a higher bought than old", panel.Find("[data-testid=verdict-sentence]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["new", "1,000", "50.00%", "50.00%", "20.00%"], panel.Find("[data-testid=analysis-arms-table] tr[data-arm=new]").Children.Take(5).Select(cell => cell.TextContent));
        var comparison = panel.Find("[data-testid=analysis-comparisons] tr[data-arm=new]").TextContent;
        Assert.Contains("+100.00%", comparison, StringComparison.Ordinal);
        Assert.Contains("+10.00 points", comparison, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_ColumnsFromTheAddressAndArmThatLostUnits_IsUnhealthyAndDimmed()
    {
        var panel = await OpenAsync("&variant=group&metric=bought&kind=binary&control=old", Groups(1000, 800));

        await RunAsync(panel);

        Assert.Equal("Unhealthy", panel.Find("[data-testid=analysis-verdict]").GetAttribute("data-code"));
        Assert.Contains("NOT as it should be", panel.Find("[data-testid=sample-ratio]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(panel.FindAll(".dimmed [data-testid=analysis-comparisons]"));
    }

    [Fact]
    public async Task Open_AddressNamesColumnThatTheFileHasNot_SaysWhichThereAre()
    {
        var panel = await OpenAsync("&variant=arm&metric=bought", Groups(10, 10));

        Assert.Contains("test.csv has no column 'arm', which the address names: choose from group, bought.", panel.Find("[data-testid=analysis-problem]").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find("[data-testid=analysis-run]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Analyze_MetricThatIsNoNumber_SaysLineAndColumn()
    {
        var panel = await OpenAsync("&variant=group&metric=group", Groups(10, 10));

        await RunAsync(panel);

        Assert.Contains("Line 2: 'old' in column 'group' is no number.", panel.Find("[data-testid=analysis-problem]").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-testid=analysis-verdict]"));
    }

    [Fact]
    public void Render_RoleThatRunsNoExperiments_SaysWhichRightIsMissing()
    {
        role = Role.Viewer;
        var panel = context.Render<CsvAnalysisPanel>();
        Assert.Empty(panel.FindAll("[data-testid=import-file]"));
        Assert.Contains("missing", panel.Find("[data-testid=missing-right]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What the address says comes back from it, and the bare page says nothing.</summary>
    [Fact]
    public void Choices_WrittenAndReadBack_AreTheSame()
    {
        var chosen = new AnalysisChoices { Variant = "group & co", Metric = "clicks", Kind = RecConsole.Engine.Experiments.MetricKind.Ratio, Denominator = "views", Covariate = "before", Unit = "who", Control = "old", Weights = "9,1" };
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://shop/" + chosen.Path).Query);

        Assert.Equal(chosen, AnalysisChoices.Parse(name => query.GetValueOrDefault(name)));
        Assert.Equal("experiments?analyze=1", new AnalysisChoices().Path);
    }
}
