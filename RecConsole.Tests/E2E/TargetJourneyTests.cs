using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>Shoppers told apart and items promoted, from the empty tab to the effect on the running shop.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class TargetJourneyTests(DemoConsole demo) : IAsyncLifetime
{
    static readonly Person Owner = Person.DemoOwner(Role.Admin);

    T Get<T>() where T : notnull => demo.Console.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        if (InstalledBrowser.ExecutablePath is not null) await demo.WaitForModelAsync();
    }

    /// <summary>The other journeys find the shop without them.</summary>
    public async Task DisposeAsync()
    {
        if (InstalledBrowser.ExecutablePath is null) return;
        foreach (var kept in Get<TargetDesk<Segment>>().All) await Get<TargetDesk<Segment>>().RemoveAsync(kept.Content.Key, kept.Version, Owner);
        foreach (var kept in Get<TargetDesk<Campaign>>().All) await Get<TargetDesk<Campaign>>().RemoveAsync(kept.Content.Key, kept.Version, Owner);
    }

    [BrowserFact]
    public async Task SegmentsAndCampaigns_MadeOnThePage_TellShoppersApartAndPromoteItems()
    {
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/strategies");
        await page.Locator("[data-tab=segments]").ClickAsync();
        await browser.WaitForAddressAsync("/strategies?tab=segments");

        // from the empty tab, by keyboard
        await page.GetByTestId("segment-starter").First.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("target-name")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("segment-count")).ToContainTextAsync("of the latest");
        await browser.ScreenshotAsync("segments-form", fullPage: true);
        await page.GetByTestId("target-save").PressAsync("Enter");
        await page.Locator("[data-segment=new-shoppers]").WaitForAsync();
        await FormClosedAsync(page);

        // the demo's shoppers go on: some of them are new
        await page.WaitForFunctionAsync("() => parseFloat(document.querySelector('[data-testid=segment-share]')?.textContent) > 0");

        await page.GetByTestId("segment-add").ClickAsync();
        // a form takes the focus when it opens: what is typed before that goes on elsewhere
        await Assertions.Expect(page.GetByTestId("target-name")).ToBeFocusedAsync();
        await page.GetByTestId("target-name").FillAsync("On a phone");
        await page.GetByTestId("segment-devices").FillAsync("mobile");
        await page.GetByTestId("segment-devices").PressAsync("Enter");
        await page.GetByTestId("target-save").ClickAsync();
        await page.Locator("[data-segment=on-a-phone]").WaitForAsync();
        await FormClosedAsync(page);
        await page.Locator("[data-segment=on-a-phone] [data-testid=segment-up]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("segment").First).ToHaveAttributeAsync("data-segment", "on-a-phone");

        await page.Locator("[data-tab=campaigns]").ClickAsync();
        await page.GetByTestId("campaign-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("target-name")).ToBeFocusedAsync();
        await page.GetByTestId("target-name").FillAsync("Fresh in");
        await page.GetByTestId("rule-age-to").FillAsync("30");
        await page.GetByTestId("rule-timed").CheckAsync();
        await page.GetByTestId("rule-zone").FillAsync("Europe/Berlin");
        await page.GetByTestId("rule-until").FillAsync("2099-12-01T09:00");
        await Assertions.Expect(page.GetByTestId("campaign-count")).ToHaveAttributeAsync("data-items", new Regex("^[1-9]"));
        await browser.ScreenshotAsync("campaigns-form", fullPage: true);
        await page.GetByTestId("target-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("campaign-state")).ToContainTextAsync("runs now");
        Assert.Equal(new TimeWindow("Europe/Berlin") { Until = new DateTimeOffset(2099, 12, 1, 8, 0, 0, TimeSpan.Zero) }, Get<TargetDesk<Campaign>>().Find("fresh-in")!.Content.When);
        await Assertions.Expect(page.GetByTestId("campaign-items")).Not.ToHaveTextAsync("0");
        var board = Get<SignalBoard>();
        await Eventually.HoldsAsync(() => board.Scale(board.Signals.IndexOf(SignalCatalog.Campaign)).Deviation > 0, "the signal counts the campaign's items");

        // rules can ask for it
        await browser.OpenPageAsync("/strategies/default?tab=rules");
        await page.GetByTestId("rule-add").ClickAsync();
        await Assertions.Expect(page.Locator(".rule-editor datalist option[value=on-a-phone]")).ToHaveCountAsync(1);

        Assert.Equal(4, Get<AuditTable>().Read(new Engine.Audit.AuditFilter(Actor: Person.DemoOwnerId), 20).Count(entry => entry.Subject.StartsWith("segment:", StringComparison.Ordinal)));
        await LooksRightAsync();
    }

    /// <summary>The list shows what was saved before the form goes.</summary>
    static Task FormClosedAsync(IPage page) => Assertions.Expect(page.GetByTestId("target-name")).ToHaveCountAsync(0);

    async Task LooksRightAsync()
    {
        var findings = new List<string>();
        foreach (var tab in (string[])["segments", "campaigns"])
            foreach (var width in (int[])[1440, 1024, 390])
                foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                {
                    await using var browser = await BrowserSession.OpenAsync(demo.Console.Address, width, colorScheme: scheme);
                    await browser.OpenPageAsync($"/strategies?tab={tab}");
                    var name = tab.TrimEnd('s');
                    await browser.Page.GetByTestId($"{name}-edit").First.ClickAsync();
                    await Assertions.Expect(browser.Page.GetByTestId("target-name")).ToBeFocusedAsync();
                    await browser.Page.EvaluateAsync("() => document.activeElement.blur()");
                    var view = $"{tab} at {width} px, {scheme}";
                    await browser.ScreenshotAsync($"pages/{tab}-{width}-{scheme.ToString().ToLowerInvariant()}", fullPage: true);
                    var overflow = await browser.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (overflow > 0) findings.Add($"{view}: scrolls sideways by {overflow} px");
                    findings.AddRange((await browser.AuditAsync()).Select(finding => $"{view}: {finding}"));
                }
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }
}
