using Microsoft.Playwright;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The catalogue in a browser: where its list stands after a filter, an item and Back.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class CatalogJourneyTests(DemoConsole demo)
{
    const string Top = "document.querySelector('.catalog-scroll')?.scrollTop";
    const int RowPx = 52;
    const string Kept = "JSON.parse(sessionStorage.getItem('recconsole.catalog') ?? '{}')";

    [BrowserFact]
    public async Task Scroll_FilterThenItemThenBack_StandsWhereItShould()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/catalog");
        await ScrollAsync(page, 4000);

        await page.GetByTestId("catalog-sort").SelectOptionAsync("Price");
        // the place is noted with the filter it is of: a scroll before that would be undone
        await page.WaitForFunctionAsync($"() => {Top} === 0 && {Kept}.query?.startsWith('?sort=price')");

        await ScrollAsync(page, 2600);
        // as a pointer would on a row in sight, once the rows there are drawn: Playwright's own click scrolls first
        await page.WaitForFunctionAsync($$"""
            () => {
              if ({{Kept}}.top !== {{Top}}) return false;
              const list = document.querySelector(".catalog-scroll").getBoundingClientRect();
              const inSight = [...document.querySelectorAll("[data-testid=catalog-row] a")].filter((link) => {
                const box = link.getBoundingClientRect();
                return box.top >= list.top + list.height / 3 && box.bottom <= list.bottom;
              });
              inSight[0]?.click();
              return inSight.length > 0;
            }
            """);
        await page.GetByTestId("item-state").WaitForAsync();
        var stood = await page.EvaluateAsync<double>($"() => {Kept}.top");
        // less than a row away: the browser keeps the rows in sight where they are while others are drawn
        Assert.InRange(stood, 2600 - RowPx, 2600 + RowPx);
        await page.GoBackAsync();
        await page.WaitForFunctionAsync($"(stood) => Math.abs({Top} - stood) < {RowPx}", stood);

        await browser.OpenPageAsync("/");
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
        $"(top) => {{ const list = document.querySelector('.catalog-scroll'); if (!list || list.scrollHeight < 20000) return false; list.scrollTop = top; return {Kept}.top === top; }}", top);
}
