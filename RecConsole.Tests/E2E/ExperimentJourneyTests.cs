using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>An experiment on the pages: planned, started, seen, and stopped with its reason; and who may not.</summary>
public sealed class ExperimentJourneyTests
{
    static ILocator Id(IPage page, string id) => page.GetByTestId(id);

    [BrowserFact]
    public async Task Experiment_PlannedStartedAndStopped_IsSeenOnItsPages()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockedShop.StockAsync(console.Services, History.Clusters(4, 10, 200, seed: 6));
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/experiments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Plan the first" }).ClickAsync();

        // all that is wrong is told at once
        await Id(page, "form-name").FillAsync("Newer first");
        await Id(page, "form-name").PressAsync("Tab");
        await Id(page, "form-save").ClickAsync();
        await Assertions.Expect(Id(page, "form-problems")).ToContainTextAsync("names no strategy");
        await Assertions.Expect(Id(page, "forecast")).ToContainTextAsync("it tells how many units and days");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("experiment-form", fullPage: true);
        // what was typed is not lost by a click on a link: the question is answered by no
        await page.GetByRole(AriaRole.Link, new() { Name = "Strategies" }).First.ClickAsync();
        await browser.WaitForAddressWithAsync("/experiments?new=1");
        await Assertions.Expect(Id(page, "form-name")).ToHaveValueAsync("Newer first");
        await Id(page, "variant-strategy-1").SelectOptionAsync("default");
        await Id(page, "plan-ramp").FillAsync("50, 100");
        await Id(page, "plan-ramp").PressAsync("Tab");
        await Id(page, "form-save").ClickAsync();

        await browser.WaitForAddressAsync("/experiments/newer-first");
        await Assertions.Expect(Id(page, "verdict-sentence")).ToHaveTextAsync("A draft: no shopper has met it.");
        await Id(page, "act-start").ClickAsync();
        await Assertions.Expect(Id(page, "course-share")).ToHaveValueAsync("50");
        Assert.Empty(await browser.AuditAsync());
        await Id(page, "course-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "experiment-status")).ToHaveTextAsync("Running");

        // another split says what it costs; a change by somebody else is met in words
        await Id(page, "act-split").ClickAsync();
        await Assertions.Expect(Id(page, "course-dialog")).ToContainTextAsync("A new phase opens");
        var desk = console.Services.GetRequiredService<ExperimentDesk>();
        Assert.True((await desk.RampAsync("newer-first", desk.Find("newer-first")!.Version, 1, Engine.People.Person.System)).IsDone);
        await Id(page, "course-weight-0").FillAsync("80");
        await Id(page, "course-weight-1").FillAsync("20");
        await Id(page, "course-weight-1").PressAsync("Tab");
        await Id(page, "course-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "course-refusal")).ToContainTextAsync("look at it again");
        await Id(page, "course-anew").ClickAsync();
        await Id(page, "course-confirm").ClickAsync();
        await page.Locator("[data-tab=ramp]").ClickAsync();
        await Assertions.Expect(Id(page, "ramp-history")).ToContainTextAsync("80% / 20%");
        // figures of the phase before stand dimmed until the next look
        await Assertions.Expect(page.Locator(".experiment-verdict.dimmed")).ToHaveCountAsync(0);
        Assert.Empty(await browser.AuditAsync());

        await Id(page, "act-stop").ClickAsync();
        await Assertions.Expect(Id(page, "course-confirm")).ToBeDisabledAsync();
        await Id(page, "course-decision").SelectOptionAsync(nameof(StopDecision.KeepControl));
        await Id(page, "course-reason").FillAsync("only a look");
        await Id(page, "course-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "verdict-end")).ToContainTextAsync("“only a look”");
        Assert.Equal((ExperimentStatus.Stopped, StopDecision.KeepControl), (desk.Find("newer-first")!.Status, desk.Find("newer-first")!.End!.Decision));

        await browser.OpenPageAsync("/experiments?status=stopped&q=newer");
        await Assertions.Expect(page.Locator("[data-experiment]")).ToHaveCountAsync(1);
        await Id(page, "experiment-filter").FillAsync("something else");
        await Assertions.Expect(page.GetByText("Nothing fits")).ToBeVisibleAsync();
        await browser.WaitForAddressWithAsync("q=something");
    }

    [BrowserFact]
    public async Task Experiment_OfTheDemo_ShowsFiguresThatSayTheyAreSimulated()
    {
        await using var console = await RunningConsole.StartAsync(demo: true);
        await using var browser = await BrowserSession.OpenAsync(console.Address, width: 390, colorScheme: ColorScheme.Dark);
        var page = browser.Page;
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<ExperimentWatch>().Latest(DemoExperiment.Key) is { Units: > 30 }, "simulated shoppers come into the experiment", TimeSpan.FromMinutes(3));
        await browser.OpenPageAsync($"/experiments/{DemoExperiment.Key}");

        await Assertions.Expect(Id(page, "verdict")).ToContainTextAsync("not a market");
        await Assertions.Expect(Id(page, "metric-table").Locator("tbody tr")).ToHaveCountAsync(6);
        foreach (var tab in new[] { "results", "health", "segments", "distribution", "ramp", "plan" })
        {
            await browser.OpenPageAsync($"/experiments/{DemoExperiment.Key}?tab={tab}");
            await browser.SettleAsync();
            Assert.Empty(await browser.AuditAsync());
            // at this width rows stand below each other: neither the page nor a table of figures scrolls sideways
            var wide = await page.EvaluateAsync<string[]>("""
                () => [document.documentElement, ...document.querySelectorAll(".stacks, .stacks .table-scroll")].filter(one => one.scrollWidth > one.clientWidth + 1)
                  .map(one => `${one.tagName} ${one.getAttribute("aria-label") ?? ""}: ${one.scrollWidth} in ${one.clientWidth}`)
                """);
            Assert.Empty(wide);
            await browser.ScreenshotAsync($"experiment-narrow-{tab}", fullPage: true);
        }
        await browser.OpenPageAsync($"/experiments/{DemoExperiment.Key}?print=1");
        await Assertions.Expect(Id(page, "report")).ToContainTextAsync("How it was judged");
    }

    [BrowserFact]
    public async Task Experiment_ViewerOfTheDemo_SeesWhichRightIsMissing()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, signIn: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<ExperimentDesk>().Find(DemoExperiment.Key) is { IsRunning: true }, "the demo's experiment runs", TimeSpan.FromMinutes(3));
        await browser.OpenPageAsync($"/experiments/{DemoExperiment.Key}");
        await Assertions.Expect(Id(page, "act-stop")).ToBeEnabledAsync();

        await page.GetByTestId("role-banner").GetByRole(AriaRole.Button, new() { Name = "viewer" }).ClickAsync();

        await Assertions.Expect(Id(page, "act-stop")).ToBeDisabledAsync();
        await Assertions.Expect(Id(page, "missing-right")).ToContainTextAsync("The right to");
    }
}
