using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>Ctrl+K: everywhere by name, by keyboard alone; and a strategy that is begun where the strategies are.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class PaletteJourneyTests(DemoConsole demo)
{
    const string Begun = "begun-in-the-console";

    [BrowserFact]
    public async Task Palette_TypedInAHurry_GoesToTheItemAndThenToAPage()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/");

        await page.Keyboard.PressAsync("Control+k");
        Assert.Empty(await browser.AuditAsync());
        await page.Keyboard.TypeAsync("hom-0003");
        await page.Keyboard.PressAsync("Enter"); // before the list can have followed
        await browser.WaitForAddressAsync("/catalog/hom-0003");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("lamp");
        await Assertions.Expect(page.Locator("#palette-list")).ToHaveAttributeAsync("data-text", "lamp");
        await page.Keyboard.PressAsync("ArrowDown");
        var second = page.GetByTestId("palette-option").Nth(1);
        await Assertions.Expect(second).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(page.GetByTestId("palette-text")).ToHaveAttributeAsync("aria-activedescendant", (await second.GetAttributeAsync("id"))!);
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("palette");

        await page.GetByTestId("palette-text").FillAsync("no such thing");
        await page.GetByTestId("palette-none").WaitForAsync();
        await page.GetByTestId("palette-text").FillAsync("audit");
        await page.Keyboard.PressAsync("Enter");
        await browser.WaitForAddressAsync("/audit");
        await Assertions.Expect(page.Locator("#palette")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task NewStrategy_BadKeyThenGood_IsADraftThatTheListAndThePaletteKnow()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/strategies");

        await page.GetByTestId("strategy-new").ClickAsync();
        await page.GetByTestId("create-key").FillAsync("spring sale");
        await page.GetByTestId("create-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("create-problem")).ToContainTextAsync("letters, digits, hyphens or underscores");
        Assert.Empty(await browser.AuditAsync());
        await page.GetByTestId("create-key").FillAsync(Begun);
        await page.GetByTestId("create-key").PressAsync("Enter");
        await browser.WaitForAddressAsync($"/strategies/{Begun}");
        await page.GetByTestId("draft-row").First.WaitForAsync();

        await browser.OpenPageAsync("/strategies");
        await page.Locator($"[data-testid=strategy][data-key={Begun}]", new() { HasTextString = "not live yet" }).WaitForAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(Begun);
        await Assertions.Expect(page.GetByTestId("palette-option")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await browser.WaitForAddressAsync($"/strategies/{Begun}");

        var desk = demo.Console.Services.GetRequiredService<StrategyDesk>();
        Assert.True((await desk.DiscardAsync(Begun, desk.FindDraft(Begun)!.Version, Person.DemoOwner(Role.Admin))).IsDone);
    }
}
