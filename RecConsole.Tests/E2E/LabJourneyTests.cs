using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Sessions;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.E2E;

/// <summary>The lab: what a played shopper does changes what the shopper is shown.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class LabJourneyTests(DemoConsole demo)
{
    const string Strategy = "lab-journey";

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

        // in the page, so that the second click comes as soon after the first as a hand's, however slow the machine
        await page.EvaluateAsync("""
            () => new Promise((done) => {
              const click = () => document.querySelector("[data-testid=lab-buy]").click();
              click();
              setTimeout(() => { click(); done(); }, 60);
            })
            """);
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        await page.Locator("[data-testid=lab-buy]:not([aria-disabled=true])").First.WaitForAsync();

        await Assertions.Expect(page.GetByTestId("lab-step")).ToHaveCountAsync(2);
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
        var history = await page.GetByTestId("lab-history").TextContentAsync();
        // the step is on the page before it is in the address
        await browser.WaitForAddressWithAsync("&do=v");

        await page.ReloadAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();

        await Assertions.Expect(page.GetByTestId("lab-step")).ToHaveCountAsync(2);
        Assert.Equal(history, await page.GetByTestId("lab-history").TextContentAsync());
        // the demo's shoppers go on: neighbours of nearly one score may change places meanwhile
        Assert.InRange(items.Intersect(await ItemsAsync(page)).Count(), items.Length - 2, items.Length);
    }

    [BrowserFact]
    public async Task Open_PersonaThatDoesNotExist_SaysSoAndPlaysAnonymously()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/lab?as=persona:Nope");

        await browser.Page.GetByText("There is no persona 'Nope'").WaitForAsync();
        await browser.Page.GetByTestId("lab-unknown").WaitForAsync();

        await browser.WaitForAddressAsync("/lab?t=");
        Assert.DoesNotContain("Nope", browser.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(browser.Page.GetByTestId("lab-shopper")).ToHaveValueAsync("");
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
        await page.GetByTestId("lab-past").WaitForAsync();

        // the future is still there, by keyboard
        await browser.WaitUntilHeardAsync("body");
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        await page.Keyboard.PressAsync(",");
        await page.Locator("[data-testid=lab-slate][data-step='1']").WaitForAsync();

        // until something else is done there
        await page.Locator("[data-testid=lab-view]:not([aria-disabled=true])").Nth(2).ClickAsync();
        await Assertions.Expect(page.GetByTestId("lab-cause")).ToContainTextAsync("Viewed");
        await Assertions.Expect(page.GetByTestId("lab-at")).ToHaveTextAsync("2 / 2");
    }

    [BrowserFact]
    public async Task Share_LoggedVisitOnTwoSidesAtAnEarlierStep_ShowsTheSameInAnotherBrowser()
    {
        await demo.WaitForModelAsync();
        var services = demo.Console.Services;
        var desk = services.GetRequiredService<StrategyDesk>();
        var owner = Person.DemoOwner(Role.Admin);
        var draft = (await desk.CreateAsync(Strategy, "default", owner)).Draft!;
        await desk.SaveDraftAsync(Strategy, draft.Content.WithWeight("newness", 2), draft.Version, owner);
        var (sessions, log) = (services.GetRequiredService<SessionStore>(), services.GetRequiredService<VisitLog>());
        // remembered at once, written to the log a little later: the lab plays what is in the log
        var visit = "";
        await Eventually.HoldsAsync(
            () => (visit = sessions.Latest(50).FirstOrDefault(visit => visit.State.Recent.Length >= 3 && log.Find(visit.Id)?.Steps.Count >= 3).Id.Value ?? "").Length > 0,
            "a visit with three actions is logged", TimeSpan.FromMinutes(3));
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;

        await browser.OpenPageAsync("/lab");
        await page.GetByTestId("lab-visits-open").ClickAsync();
        await page.GetByTestId("lab-visit-search").FillAsync(visit);
        await page.Locator($"[data-testid=lab-visit][data-visit='{visit}']").ClickAsync();
        await page.GetByTestId("lab-forth").ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        await page.GetByTestId("lab-a").SelectOptionAsync("default");
        await page.GetByTestId("lab-b").SelectOptionAsync($"{Strategy}@draft");
        await page.GetByTestId("lab-other").WaitForAsync();
        await page.GetByTestId("lab-forth").ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='3']").WaitForAsync();
        await page.GetByTestId("lab-back").ClickAsync();
        await page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        await page.Locator("[data-testid=lab-side] .movement.out").First.WaitForAsync();
        await page.Locator("[data-testid=lab-other] .movement.new").First.WaitForAsync();
        await page.GetByTestId("share").ClickAsync();
        await page.GetByTestId("shared").WaitForAsync();
        await Assertions.Expect(page.GetByTestId("shared")).ToHaveValueAsync(new Regex("/lab\\?s=[a-z2-7]{10,}$"));
        var shared = await page.GetByTestId("shared").InputValueAsync();
        await browser.ScreenshotAsync("lab-compare", fullPage: true);

        await using var another = await BrowserSession.OpenAsync(demo.Console.Address);
        await another.OpenPageAsync(shared);
        await another.Page.Locator("[data-testid=lab-slate][data-step='2']").WaitForAsync();
        Assert.Equal(await page.GetByTestId("lab-cause").TextContentAsync(), await another.Page.GetByTestId("lab-cause").TextContentAsync());
        Assert.Equal(await RevisionsAsync(page), await RevisionsAsync(another.Page));
        Assert.Equal(await page.GetByTestId("lab-history").TextContentAsync(), await another.Page.GetByTestId("lab-history").TextContentAsync());
        await Assertions.Expect(another.Page.GetByTestId("lab-b")).ToHaveValueAsync($"{Strategy}@draft");
    }

    [BrowserFact]
    public async Task Play_Persona_GoesOnByItselfUntilPaused()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        var persona = demo.Console.Services.GetRequiredService<LabPersonas>().All[0].Name;
        await browser.OpenPageAsync("/lab?as=persona:" + Uri.EscapeDataString(persona));
        await page.GetByTestId("lab-history").WaitForAsync();

        await page.GetByTestId("lab-pace").SelectOptionAsync("1");
        var play = page.GetByTestId("lab-play");
        await play.ClickAsync();
        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "true");
        // or a later one: it goes on while one looks
        await page.WaitForFunctionAsync("() => Number(document.querySelector('[data-testid=lab-slate]')?.dataset.step) >= 3");
        await play.ClickAsync();

        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "false");
        // what was done stands in the address, or under the short id that a long one gets
        await page.WaitForFunctionAsync("() => /[?&](do|s)=/.test(location.search)");
    }

    static async Task<string[]> RevisionsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[data-revision]')].map((side) => side.dataset.revision)");

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
