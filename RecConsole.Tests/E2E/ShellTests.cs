using Microsoft.Playwright;
using RecConsole.Tests.Support;
using RecConsole.Web.Components.Layout;

namespace RecConsole.Tests.E2E;

/// <summary>What holds on every page: themes, keyboard, narrow windows, accessibility.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class ShellTests(DemoConsole demo)
{
    public static TheoryData<string> Pages => [.. ConsolePage.All.Select(page => page.Address), "/strategies/default", "/strategies/default?tab=rules", "/strategies/default?tab=impact"];

    [BrowserFact]
    public async Task Theme_DarkChosen_SurvivesAReload()
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/");
        Assert.Equal("light", await ThemeAsync(browser));

        await browser.Page.Locator("button[data-theme-choice=dark]").ClickAsync();
        await browser.OpenPageAsync("/");

        Assert.Equal("dark", await ThemeAsync(browser));
        await Assertions.Expect(browser.Page.Locator("button[data-theme-choice=dark]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [BrowserFact]
    public async Task Theme_NothingChosen_FollowsTheSystem()
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address, colorScheme: ColorScheme.Dark);
        await browser.OpenPageAsync("/");
        Assert.Equal("dark", await ThemeAsync(browser));

        await browser.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

        await Eventually.HoldsAsync(async () => await ThemeAsync(browser) == "light", "the page follows the system to light");
    }

    [BrowserFact]
    public async Task Keyboard_GAndALetter_OpensEachPage()
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/");
        // the letter has a second and a half to follow: by a clock that stands, a slow machine is in time too
        await browser.Page.EvaluateAsync("() => { const now = performance.now(); performance.now = () => now; }");

        foreach (var page in ConsolePage.All.Reverse())
        {
            await browser.Page.Keyboard.PressAsync("g");
            await browser.Page.Keyboard.PressAsync(page.Key);
            await browser.WaitForAddressAsync(page.Address);
            await browser.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = page.Title }).WaitForAsync();
        }
    }

    [BrowserFact]
    public async Task Keyboard_QuestionMark_OpensTheHelpAndEscapeClosesIt()
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync("/");
        var help = browser.Page.GetByRole(AriaRole.Dialog);

        await browser.Page.Keyboard.PressAsync("?");
        await help.WaitForAsync();
        await browser.Page.Keyboard.PressAsync("Escape");

        await help.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_AnyWidthAndTheme_FitsAndIsAccessible(string address)
    {
        await demo.WaitForModelAsync();
        var findings = new List<string>();
        foreach (var width in (int[])[1440, 1024, 390])
        {
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await using var browser = await BrowserSession.OpenAsync(demo.Console.Address, width, colorScheme: scheme);
                await browser.OpenPageAsync(address);
                await browser.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-chart] .plot:not([hidden])')].every((plot) => plot.data)");
                await browser.SettleAsync();
                var view = $"{address} at {width} px, {scheme}";
                await browser.ScreenshotAsync($"pages/{(address == "/" ? "live" : address.Trim('/').Replace("?tab=", "-"))}-{width}-{scheme.ToString().ToLowerInvariant()}", fullPage: true);

                var overflow = await browser.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (overflow > 0) findings.Add($"{view}: scrolls sideways by {overflow} px");
                findings.AddRange((await browser.AuditAsync()).Select(finding => $"{view}: {finding}"));
            }
        }
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_WalkedByTab_ShowsWhereTheFocusIs(string address)
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync(address);
        var unmarked = new List<string>();
        for (var step = 0; step < 15; step++)
        {
            await browser.Page.Keyboard.PressAsync("Tab");
            var found = await browser.Page.EvaluateAsync<string?>("""
                () => {
                  const at = document.activeElement;
                  if (!at || at === document.body || at.tabIndex < 0) return null; // the heading, where navigation puts the focus
                  const look = (element) => { const style = getComputedStyle(element); return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor].join(); };
                  const marked = look(at);
                  const visible = getComputedStyle(at).outlineStyle !== "none" && parseFloat(getComputedStyle(at).outlineWidth) > 0;
                  at.blur();
                  const plain = look(at);
                  at.focus({ focusVisible: true });
                  return visible || marked !== plain ? null : at.outerHTML.slice(0, 100);
                }
                """);
            if (found is not null) unmarked.Add(found);
        }
        Assert.Empty(unmarked);
    }

    static Task<string?> ThemeAsync(BrowserSession browser) => browser.Page.Locator("html").GetAttributeAsync("data-theme");
}
