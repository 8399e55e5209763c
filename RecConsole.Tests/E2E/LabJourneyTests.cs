using Microsoft.Playwright;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The lab: what a played shopper does changes what the shopper is shown.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class LabJourneyTests(DemoConsole demo)
{
    [BrowserFact]
    public async Task View_ItemOfTheSlate_ChangesTheNextSlateAndItsReasons()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await OpenVisitAsync(browser);
        var first = await ItemsAsync(page);
        Assert.NotEmpty(first);

        await page.GetByTestId("lab-view").Nth(3).ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();

        var second = await ItemsAsync(page);
        Assert.NotEqual(first, second);
        await page.GetByTestId("lab-history").WaitForAsync();
        await page.GetByTestId("lab-before").WaitForAsync();
        await browser.ScreenshotAsync("lab-second-slate");
    }

    [BrowserFact]
    public async Task Buy_ItemOfTheSlate_IsNotShownAgain()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await OpenVisitAsync(browser);
        var bought = (await ItemsAsync(page))[0];

        await page.GetByTestId("lab-buy").First.ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();

        Assert.DoesNotContain(bought, await ItemsAsync(page));
    }

    [BrowserFact]
    public async Task Buy_DoubleClick_BuysOneItem()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await OpenVisitAsync(browser);

        await page.GetByTestId("lab-buy").First.DblClickAsync(new LocatorDblClickOptions { Delay = 60 });
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        await page.Locator("[data-testid=lab-buy]:not([aria-disabled=true])").First.WaitForAsync();

        Assert.Equal(2, await page.GetByTestId("lab-step").CountAsync());
    }

    [BrowserFact]
    public async Task Reload_AfterAView_KeepsTheSteps()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await OpenVisitAsync(browser);
        await page.GetByTestId("lab-view").First.ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        var items = await ItemsAsync(page);

        await page.ReloadAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();

        Assert.Equal(items, await ItemsAsync(page));
        Assert.Equal(2, await page.GetByTestId("lab-step").CountAsync());
    }

    [BrowserFact]
    public async Task Open_PersonaThatDoesNotExist_SaysSoAndPlaysAnonymously()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/lab?persona=Nope");

        await browser.Page.GetByText("There is no persona 'Nope'").WaitForAsync();
        await browser.Page.GetByTestId("lab-unknown").WaitForAsync();

        Assert.DoesNotContain("Nope", browser.Page.Url, StringComparison.Ordinal);
        Assert.Equal("", await browser.Page.GetByTestId("lab-shopper").InputValueAsync());
    }

    [BrowserFact]
    public async Task StepBack_AfterAView_ShowsTheSlateOfBefore()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await OpenVisitAsync(browser);
        var first = await ItemsAsync(page);
        await page.GetByTestId("lab-cart").First.ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();

        await page.GetByLabel("Step back").ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='1']").WaitForAsync();

        Assert.Equal(first, await ItemsAsync(page));
    }

    /// <summary>A new anonymous visit, once its first slate can be acted on.</summary>
    static async Task OpenVisitAsync(BrowserSession browser)
    {
        await browser.OpenPageAsync("/lab");
        await browser.Page.GetByTestId("lab-unknown").WaitForAsync();
        await browser.Page.Locator("[data-testid=lab-buy]:not([aria-disabled=true])").First.WaitForAsync();
    }

    static async Task<string[]> ItemsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[data-testid=lab-card]')].map((card) => card.dataset.item)");
}
