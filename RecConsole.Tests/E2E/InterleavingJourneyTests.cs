using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>Two strategies in one slate on the pages: planned by form, started, met by simulated shoppers, read, and stopped.</summary>
public sealed class InterleavingJourneyTests
{
    static ILocator Id(IPage page, string id) => page.GetByTestId(id);

    [BrowserFact]
    public async Task Interleaving_PlannedByForm_ShowsWhichIsPreferred()
    {
        await using var console = await RunningConsole.StartAsync(demo: true);
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<ExperimentDesk>().Find(DemoExperiment.Key) is { IsRunning: true }, "the demo shop is there", TimeSpan.FromMinutes(3));
        var desk = console.Services.GetRequiredService<ExperimentDesk>();
        var demo = desk.Find(DemoExperiment.Key)!;
        Assert.True((await desk.StopAsync(demo.Key, demo.Version, StopDecision.Inconclusive, "its shoppers are wanted elsewhere", Engine.People.Person.System)).IsDone);
        await console.Services.GetRequiredService<StrategyPublisher>().PublishAsync(StrategyStore.FirstDefault.WithKey("dear").WithWeight("price", 2));
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;

        await browser.OpenPageAsync("/experiments?new=1");
        await Id(page, "form-name").FillAsync("Dear things");
        await Id(page, "form-name").PressAsync("Tab");
        await Id(page, "form-method").SelectOptionAsync(nameof(ExperimentMethod.Interleaving));
        await Assertions.Expect(Id(page, "interleaving-protection")).ToContainTextAsync("nothing rolls back by itself");
        foreach (var hidden in new[] { "variant-weight-0", "variant-add", "metric-add", "plan-effect", "forecast" }) await Assertions.Expect(Id(page, hidden)).ToHaveCountAsync(0);
        Assert.Empty(await browser.AuditAsync());
        await Id(page, "form-save").ClickAsync();
        await Assertions.Expect(Id(page, "form-problems")).ToContainTextAsync("names no strategy");
        await Id(page, "variant-strategy-1").SelectOptionAsync("dear");
        await Id(page, "form-unit").SelectOptionAsync(nameof(ExperimentUnit.Session));
        await Id(page, "plan-ramp").FillAsync("100");
        await Id(page, "plan-ramp").PressAsync("Tab");
        await Id(page, "plan-min").FillAsync("0");
        await Id(page, "plan-min").PressAsync("Tab");
        await Id(page, "form-save").ClickAsync();
        await browser.WaitForAddressAsync("/experiments/dear-things");
        await Id(page, "act-start").ClickAsync();
        await Id(page, "course-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "experiment-status")).ToHaveTextAsync("Running");
        await Assertions.Expect(Id(page, "act-split")).ToHaveCountAsync(0);

        var watch = console.Services.GetRequiredService<ExperimentWatch>();
        await Eventually.HoldsAsync(() => watch.Latest("dear-things") is { Interleaving.Result.Sums: var sums } && sums.WinsA + sums.WinsB > 3, "simulated shoppers prefer one", TimeSpan.FromMinutes(3));
        foreach (var width in new[] { 1440, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var tab in new[] { "results", "health", "ramp", "plan" })
            {
                await browser.OpenPageAsync($"/experiments/dear-things?tab={tab}");
                await browser.SettleAsync();
                Assert.Empty(await browser.AuditAsync());
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"), $"{tab} at {width} scrolls sideways");
                await browser.ScreenshotAsync($"interleaving-{tab}-{width}", fullPage: true);
            }
        }
        await browser.OpenPageAsync("/experiments/dear-things");
        await Assertions.Expect(Id(page, "wins-table").Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(Id(page, "verdict")).ToContainTextAsync("each shown both");

        await Id(page, "act-stop").ClickAsync();
        await Id(page, "course-decision").SelectOptionAsync(nameof(StopDecision.KeepControl));
        await Id(page, "course-reason").FillAsync("seen enough");
        await Id(page, "course-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "verdict-end")).ToContainTextAsync("“seen enough”");
        await browser.OpenPageAsync("/experiments/dear-things?tab=ramp");
        await Assertions.Expect(Id(page, "evidence").Locator("[data-testid=preference-table]")).ToBeVisibleAsync();
        await browser.OpenPageAsync("/experiments/dear-things?print=1");
        await Assertions.Expect(Id(page, "report")).ToContainTextAsync("Interleaving by team draft");
    }
}
