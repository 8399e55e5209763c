using Microsoft.Playwright;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The catalogue in a browser: where its list stands after a filter, an item and Back.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class CatalogJourneyTests(DemoConsole demo)
{
    const string Top = "document.querySelector('.catalog-scroll')?.scrollTop";

    [BrowserFact]
    public async Task Scroll_FilterThenItemThenBack_StandsWhereItShould()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/catalog");
        await ScrollAsync(page, 4000);

        await page.GetByTestId("catalog-sort").SelectOptionAsync("Price");
        await page.WaitForFunctionAsync($"() => {Top} === 0");

        await ScrollAsync(page, 2600);
        // as a pointer would on a row in sight: Playwright's own click scrolls first
        await page.EvaluateAsync("() => document.querySelectorAll('[data-testid=catalog-row] a')[14].click()");
        await page.GetByTestId("item-state").WaitForAsync();
        await page.GoBackAsync();
        await page.WaitForFunctionAsync($"() => {Top} === 2600");

        await page.GotoAsync("/");
        await browser.OpenPageAsync("/catalog");
        await browser.WaitForAddressAsync("/catalog?sort=price");
    }

    [BrowserFact]
    public async Task Open_CategoryThatDoesNotExist_SaysSoAndLeadsOut()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/catalog?category=Nope");

        await browser.Page.GetByText("The shop has no category 'Nope'.").WaitForAsync();
        await browser.Page.GetByText("Clear the filter").ClickAsync();

        await browser.Page.GetByTestId("catalog-row").First.WaitForAsync();
    }

    // until the page has taken note of it
    static Task ScrollAsync(IPage page, int top) => page.WaitForFunctionAsync(
        "(top) => { const list = document.querySelector('.catalog-scroll'); if (!list || list.scrollHeight < 20000) return false; list.scrollTop = top; return JSON.parse(sessionStorage.getItem('recconsole.catalog') ?? '{}').top === top; }", top);
}
