using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The impact tab: a weight is changed, and the whole logged traffic says what it would change.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class ImpactJourneyTests(DemoConsole demo)
{
    const string Strategy = "impact-journey";

    [BrowserFact]
    public async Task Impact_ChangedWeight_ShowsMovementEstimatesAndLoadsAnotherVector()
    {
        await demo.WaitForModelAsync();
        var services = demo.Console.Services;
        Assert.True((await services.GetRequiredService<StrategyDesk>().CreateAsync(Strategy, "default", Person.DemoOwner(Role.Admin))).IsDone);
        await Eventually.HoldsAsync(() => services.GetRequiredService<SlateTable>().ReadSamples(600).Count() >= 600, "slates are logged with their scores, and clicks enough for a click model", TimeSpan.FromMinutes(4));
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;

        await browser.OpenPageAsync($"/strategies/{Strategy}");
        var weight = page.Locator("[data-testid=weight][data-weight=popularity] [data-testid=weight-number]");
        await weight.FillAsync("0.6");
        await weight.PressAsync("Enter");
        var effect = page.Locator("[data-testid=weight][data-weight=popularity] [data-testid=weight-effect][data-state=done]");
        await effect.WaitForAsync();
        Assert.Matches(@"^\+0\.20 (lifts what is bought, .+: median \+\d+ positions?|lifts no item .+) (on the last [\d,]+ requests|for .+ as if each asked for a slate now)$", await effect.TextContentAsync());
        await page.Locator("[data-tab=impact]").ClickAsync();
        await page.Locator("[data-testid=impact][data-state=done]").WaitForAsync();

        Assert.Matches(@"^(?!0\.0%$).+%$", await page.Locator("[data-testid=impact-top10] .figure").TextContentAsync());
        await Assertions.Expect(page.GetByTestId("impact-sentence")).ToContainTextAsync("slates");
        await page.Locator("[data-chart=movement] .plot .bars .point").First.WaitForAsync();
        await page.Locator("[data-chart=movement] [data-tab=table]").ClickAsync();
        await page.Locator("[data-chart=movement] .plot-table td", new() { HasTextString = "NEW" }).First.WaitForAsync();
        Assert.StartsWith("lab?as=", await page.GetByTestId("impact-visit").First.GetAttributeAsync("href"));

        await page.GetByTestId("pareto-run").ClickAsync();
        await page.Locator("[data-chart=pareto] .plot .scatterlayer .point").First.WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-chart=pareto] [data-export=csv]").ClickAsync());
        Assert.StartsWith("recconsole-pareto-", download.SuggestedFilename);
        var load = page.GetByTestId("pareto-load").First;
        await load.FocusAsync();
        await load.PressAsync("Enter");
        var desk = services.GetRequiredService<StrategyDesk>();
        await Eventually.HoldsAsync(() => desk.FindDraft(Strategy)!.Content.Weight("popularity") != 0.6f, "the vector is the draft's");
        // the figures of the draft before say that they are done too
        await page.Locator($"[data-testid=impact][data-state=done][data-draft='{desk.FindDraft(Strategy)!.Content.Hash}']").WaitForAsync();
        await browser.ScreenshotAsync("impact", fullPage: true);

        var visit = page.GetByTestId("impact-visit").First;
        var id = await visit.TextContentAsync();
        var kind = (await visit.GetAttributeAsync("href"))!.StartsWith("lab?as=user", StringComparison.Ordinal) ? "user:" : "session:";
        await visit.ClickAsync();
        await page.GetByTestId("lab-other").WaitForAsync();
        // a visit that only looked has no event to step through: the lab says so, and begins anew
        if (await page.GetByTestId("lab-problem").CountAsync() == 0) await Assertions.Expect(page.GetByTestId("lab-shopper")).ToHaveValueAsync(kind + id);
        else await Assertions.Expect(page.GetByTestId("lab-problem")).ToContainTextAsync(id!);
        await Assertions.Expect(page.GetByTestId("lab-b")).ToHaveValueAsync(Strategy + "@draft");
    }
}
