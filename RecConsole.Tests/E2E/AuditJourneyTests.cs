using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The audit page in a browser: its tabs come and go by their links.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class AuditJourneyTests(DemoConsole demo)
{
    [BrowserFact]
    public async Task Compare_OpenedByItsTabAndLeftAndOpenedAgain_StaysAlive()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/audit");

        for (var time = 0; time < 2; time++)
        {
            await page.Locator("[data-tab=compare]").ClickAsync();
            await page.GetByTestId("compare-before").WaitForAsync();
            await browser.WaitForAddressAsync("/audit?tab=compare");
            await page.Locator("[data-tab=changes]").ClickAsync();
            await page.GetByTestId("audit-verify").WaitForAsync();
        }
        await browser.OpenPageAsync("/audit?from=2026-01-01");
        await page.GetByTestId("audit-verify").WaitForAsync();
    }
}
