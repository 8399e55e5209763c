using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The merchandiser's path: tune, see, pin, ask why, publish, roll back, by mouse and by keyboard.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class StudioJourneyTests(DemoConsole demo) : IAsyncLifetime
{
    static readonly Person Owner = Person.DemoOwner(Role.Admin);

    StrategyDesk Desk => demo.Console.Services.GetRequiredService<StrategyDesk>();

    StrategyRevision? Draft => Desk.FindDraft(StrategyStore.DefaultKey)?.Content;

    /// <summary>Each journey begins without a draft.</summary>
    public async Task InitializeAsync()
    {
        if (InstalledBrowser.ExecutablePath is null) return;
        await demo.WaitForModelAsync();
        await DiscardAsync();
    }

    public Task DisposeAsync() => InstalledBrowser.ExecutablePath is null ? Task.CompletedTask : DiscardAsync();

    [BrowserFact]
    public async Task Slider_MovedByKeyboard_ShowsMovementAndSavesTheDraft()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        var live = await ItemsAsync(page, "live-row");

        var slider = page.Locator("[data-slide=margin]");
        await slider.FocusAsync();
        var margin = 0f;
        for (var n = 0; n < 3; n++)
        {
            await page.Keyboard.PressAsync("PageUp");
            // where the press has left it: the answer to an earlier one is no longer on its way
            margin = float.Parse(await slider.InputValueAsync(), CultureInfo.InvariantCulture);
            await SavedAsync(browser, draft => draft.Weight("margin") == margin);
        }
        Assert.True(margin > 0.5f);
        await Assertions.Expect(page.GetByTestId("preview")).ToHaveAttributeAsync("data-draft", Draft!.Hash);
        Assert.NotEqual(Draft!.Hash, await page.GetByTestId("preview").GetAttributeAsync("data-live"));
        // the demo's shoppers go on: neighbours of nearly one score may change places meanwhile
        Assert.True(live.Intersect(await ItemsAsync(page, "live-row")).Count() >= live.Length - 2);
        Assert.NotEqual(await ItemsAsync(page, "live-row"), await ItemsAsync(page, "draft-row"));
        Assert.True(await page.Locator("[data-testid=draft-row] .movement:is(.up, .down, .new)").CountAsync() > 0);
        await browser.ScreenshotAsync("studio-slider");
    }

    [BrowserFact]
    public async Task Slider_DraggedFasterThanRankings_EndsAtTheLastPositionWithFewOnTheWay()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;

        // a minute of dragging at 60 positions a second, in one go
        await page.EvaluateAsync("""
            () => {
              const slider = document.querySelector("[data-slide=newness]");
              for (let n = 0; n < 3600; n++) {
                slider.value = String(-2 + (n % 400) / 100);
                slider.dispatchEvent(new Event("input", { bubbles: true }));
              }
              slider.value = "1.25";
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            """);
        await Assertions.Expect(page.Locator("[data-weight=newness] [data-testid=weight-number]")).ToHaveValueAsync("1.25");
        await page.EvaluateAsync("() => document.querySelector('[data-slide=newness]').dispatchEvent(new Event('change', { bubbles: true }))");
        await SavedAsync(browser, draft => draft.Weight("newness") == 1.25f);

        var sent = await page.GetByTestId("weights").GetAttributeAsync("data-sent");
        Assert.InRange(int.Parse(sent!, CultureInfo.InvariantCulture), 1, 3);
    }

    [BrowserFact]
    public async Task Undo_AfterTwoChanges_GoesBackOneByOneAndSavesIt()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await SetWeightAsync(page, "margin", "0.8");
        await SavedAsync(browser, draft => draft.Weight("margin") == 0.8f);
        await SetWeightAsync(page, "trend", "0.6");
        await SavedAsync(browser, draft => draft.Weight("trend") == 0.6f);

        await page.GetByTestId("undo").ClickAsync();
        await SavedAsync(browser, draft => draft.Weight("trend") == 0 && draft.Weight("margin") == 0.8f);
        await page.GetByTestId("undo").ClickAsync();
        await SavedAsync(browser, draft => draft.Weight("margin") == 0);
        await page.GetByTestId("redo").ClickAsync();
        await SavedAsync(browser, draft => draft.Weight("margin") == 0.8f);
    }

    [BrowserFact]
    public async Task Rule_BoostByForm_ShowsItsCountAndMovesItems()
    {
        await using var browser = await OpenAsync("?tab=rules");
        var page = browser.Page;
        var brand = await page.EvaluateAsync<string>("() => document.querySelector('[data-testid=live-row] .studio-row-sub .truncate').textContent.trim()");

        await page.GetByTestId("rule-add").ClickAsync();
        await page.GetByTestId("rule-title").FillAsync("Our brand");
        await page.GetByTestId("rule-strength").FillAsync("5");
        await page.GetByTestId("rule-brands").FillAsync(brand);
        await page.GetByTestId("rule-brands").PressAsync("Enter");
        await page.Locator("[data-testid=rule-count]:not([data-items='0'])").WaitForAsync();
        await page.GetByTestId("rule-keep").ClickAsync();
        await SavedAsync(browser, draft => draft.Rules is [{ Kind: RuleKind.Boost, Title: "Our brand" }]);

        await page.Locator("[data-rule=our-brand]").WaitForAsync();
        await page.WaitForFunctionAsync(
            "brand => [...document.querySelectorAll('[data-testid=draft-row] .studio-row-sub .truncate')].slice(0, 3).every((words) => words.textContent.trim() === brand)", brand);
        await page.GetByTestId("rules-off").ClickAsync();
        await SavedAsync(browser, draft => draft.EnabledRules.IsEmpty && draft.Rules.Length == 1);
    }

    [BrowserFact]
    public async Task Pin_ByKeyboard_MovesTheItemOneSlotUpAndTheFocusFollows()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        var items = await ItemsAsync(page, "draft-row");

        await page.GetByTestId("draft-row").Nth(4).FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await SavedAsync(browser, draft => draft.Rules is [{ Kind: RuleKind.Pin, Slot: 4 }]);
        await page.WaitForFunctionAsync("item => document.activeElement?.dataset.item === item && document.activeElement.dataset.slot === '4'", items[4]);

        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await SavedAsync(browser, draft => draft.Rules is [{ Slot: 3 }] && draft.Rules[0].PinnedId == items[4]);
        await page.WaitForFunctionAsync("item => document.activeElement?.dataset.item === item && document.activeElement.dataset.slot === '3'", items[4]);
        await page.Keyboard.PressAsync("u");
        await SavedAsync(browser, draft => draft.Rules.IsEmpty);
    }

    [BrowserFact]
    public async Task Pin_ByDrag_PutsTheItemIntoTheSlotItIsDroppedOn()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        var items = await ItemsAsync(page, "draft-row");

        await page.Locator("[data-drop-slot='6']").DragToAsync(page.Locator("[data-drop-slot='2']"));

        await SavedAsync(browser, draft => draft.Rules is [{ Kind: RuleKind.Pin, Slot: 2 }] && draft.Rules[0].PinnedId == items[5]);
        await page.Locator($"[data-testid=draft-row][data-slot='2'][data-item='{items[5]}']").WaitForAsync();
    }

    [BrowserFact]
    public async Task WhyNot_SmallestChangeApplied_BringsTheItemToTheRank()
    {
        await using var browser = await OpenAsync("?rank=2");
        var page = browser.Page;
        await page.GetByTestId("draft-row").Nth(9).ClickAsync();
        await page.GetByTestId("studio-item").WaitForAsync();
        Assert.Equal(await page.GetByTestId("waterfall-score").First.TextContentAsync(), await page.GetByTestId("waterfall-score").Last.TextContentAsync());
        await page.GetByTestId("ask-why").ClickAsync();
        // the demo's shoppers go on: neighbours of nearly one score may have changed places since the list was drawn
        Assert.InRange(int.Parse(await page.GetByTestId("why-head").GetAttributeAsync("data-rank") ?? "", CultureInfo.InvariantCulture), 8, 12);
        await browser.WaitForAddressWithAsync("why=");

        var boost = page.Locator("[data-testid=why-change][data-lever=NewBoost]");
        await Assertions.Expect(boost).ToContainTextAsync(new Regex(@"alone: rank [12]\b"));
        await boost.GetByTestId("why-apply").ClickAsync();
        await SavedAsync(browser, draft => draft.Rules is [{ Kind: RuleKind.Boost }]);

        // the change is the smallest that was enough: by then one neighbour may stand a hair above it
        await page.WaitForFunctionAsync("() => Number(document.querySelector('[data-testid=why-head]')?.dataset.rank) <= 3");
    }

    [BrowserFact]
    public async Task Publish_ADraft_GoesLiveAndRollsBack()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        var before = demo.Console.Services.GetRequiredService<StrategyStore>().Find(null)!;
        await SetWeightAsync(page, "margin", "1.1");
        await SavedAsync(browser, draft => draft.Weight("margin") == 1.1f);

        await page.GetByTestId("step-primary").ClickAsync();
        await page.Locator("[data-testid=changes] [data-part='weight:margin']").WaitForAsync();
        await page.Locator("[data-testid=publish-effect][data-state=done]").WaitForAsync();
        Assert.Matches(@"Of .*(requests?|slate now) \d", await page.GetByTestId("publish-traffic").TextContentAsync());
        Assert.Empty(await browser.AuditAsync());
        await Assertions.Expect(page.GetByTestId("rolls-back-to")).ToContainTextAsync($"revision {before.Number}");
        await browser.ScreenshotAsync("studio-publish");
        await page.GetByTestId("step-confirm").ClickAsync();
        await Eventually.HoldsAsync(() => Live.Weight("margin") == 1.1f, "the draft is live");

        await page.Locator("[data-tab=history]").ClickAsync();
        await page.Locator($"[data-testid=history] [data-number='{before.Number}']").GetByTestId("history-rollback").ClickAsync();
        await Eventually.HoldsAsync(() => Live.Hash == before.Hash, "the revision of before is live again");
    }

    [BrowserFact]
    public async Task Edit_InAnotherWindow_IsTakenInAndBothSidesChangesStay()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        await SetWeightAsync(first.Page, "margin", "0.9");
        await Assertions.Expect(second.Page.Locator("[data-weight=margin] [data-testid=weight-number]")).ToHaveValueAsync("0.9");
        await SetWeightAsync(second.Page, "trend", "0.4");

        await Assertions.Expect(first.Page.Locator("[data-weight=trend] [data-testid=weight-number]")).ToHaveValueAsync("0.4");
        await SavedAsync(second, draft => draft.Weight("margin") == 0.9f && draft.Weight("trend") == 0.4f);
    }

    [BrowserFact]
    public async Task Edit_OfADraftInReview_AsksFirstAndGivesTheFocusBack()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await SetWeightAsync(page, "margin", "0.5");
        await SavedAsync(browser, draft => draft.Weight("margin") == 0.5f);
        Assert.True((await Desk.SubmitAsync(StrategyStore.DefaultKey, Desk.FindDraft(StrategyStore.DefaultKey)!.Version, Owner)).IsDone);
        await Assertions.Expect(page.GetByTestId("step-hint")).ToContainTextAsync("In review");

        await page.Locator("[data-slide=trend]").FocusAsync();
        await page.Keyboard.PressAsync("PageUp");
        await Assertions.Expect(page.GetByTestId("reopen-leave")).ToBeFocusedAsync();
        Assert.Empty(await browser.AuditAsync());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-slide=trend]")).ToBeFocusedAsync();
        Assert.Equal((DraftState.InReview, 0f), (Desk.FindDraft(StrategyStore.DefaultKey)!.State, Draft!.Weight("trend")));

        await page.Keyboard.PressAsync("PageUp");
        await page.GetByTestId("reopen-change").ClickAsync();
        await SavedAsync(browser, draft => draft.Weight("trend") > 0);
        Assert.Equal(DraftState.Draft, Desk.FindDraft(StrategyStore.DefaultKey)!.State);
    }

    [BrowserFact]
    public async Task SavedState_AndTheWayToTheDraftsList_AreThereHoweverFarDown()
    {
        await using var browser = await OpenAsync();
        var page = browser.Page;
        await page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        Assert.True(await page.GetByTestId("saved").EvaluateAsync<bool>("line => { const box = line.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"));

        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[data-shell=to-preview]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("draft-row").First).ToBeFocusedAsync();
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.GetByTestId("draft-row").First).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Undo_ByKeyboard_TakesAnEditBackAndRedoBringsItAgain()
    {
        await using var browser = await OpenAsync();
        var slider = browser.Page.Locator("[data-slide=margin]");
        await slider.FocusAsync();
        await browser.Page.Keyboard.PressAsync("PageUp");
        await SavedAsync(browser, draft => draft.Weight("margin") > Live.Weight("margin"));
        var raised = Draft!.Weight("margin");

        // a key presses its button, and the button rests until the page has followed
        await Assertions.Expect(browser.Page.GetByTestId("undo")).ToBeEnabledAsync();
        await browser.Page.Keyboard.PressAsync("Control+z");
        await SavedAsync(browser, draft => draft.Weight("margin") == Live.Weight("margin"));
        await Assertions.Expect(browser.Page.GetByTestId("redo")).ToBeEnabledAsync();
        await browser.Page.Keyboard.PressAsync("Control+Shift+z");

        await SavedAsync(browser, draft => draft.Weight("margin") == raised);
    }

    [BrowserFact]
    public async Task Share_ATabAndItsShopper_OpensTheSameByAShortAddress()
    {
        await using var browser = await OpenAsync("?tab=rules&placement=cart&count=5");
        await browser.Page.GetByTestId("share").ClickAsync();
        await browser.Page.GetByTestId("shared").WaitForAsync();
        await Assertions.Expect(browser.Page.GetByTestId("shared")).ToHaveValueAsync(new Regex(@"/strategies/default\?s=[a-z2-7]{10,}$"));
        var shared = await browser.Page.GetByTestId("shared").InputValueAsync();

        await using var another = await BrowserSession.OpenAsync(demo.Console.Address);
        await another.OpenPageAsync(shared);

        await another.WaitForAddressAsync("/strategies/default?tab=rules&placement=cart&count=5");
        await Assertions.Expect(another.Page.GetByTestId("draft-row")).ToHaveCountAsync(5);
    }

    [BrowserFact]
    public async Task Window_SecondAtOneStrategy_SaysWhoElseIsThereUntilTheyLeave()
    {
        // a strategy of its own: windows of other journeys may still be told of at theirs
        const string key = "presence-journey";
        Assert.True((await Desk.CreateAsync(key, StrategyStore.DefaultKey, Owner)).IsDone);
        await using var first = await OpenAsync(strategy: key);
        Assert.Equal(0, await first.Page.GetByTestId("others").CountAsync());

        await using (var second = await OpenAsync(strategy: key))
        {
            await first.Page.GetByTestId("others").WaitForAsync();
            await SetWeightAsync(second.Page, "margin", "0.7");
            await Assertions.Expect(first.Page.GetByTestId("others")).ToContainTextAsync("changed it at");
            await second.OpenPageAsync("/strategies");
        }

        await Assertions.Expect(first.Page.GetByTestId("others")).ToHaveCountAsync(0);
    }

    StrategyRevision Live => demo.Console.Services.GetRequiredService<StrategyStore>().Find(null)!;

    async Task<BrowserSession> OpenAsync(string query = "", string strategy = StrategyStore.DefaultKey)
    {
        var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync($"/strategies/{strategy}{query}");
        await browser.Page.GetByTestId("draft-row").First.WaitForAsync();
        await browser.WaitUntilHeardAsync("[data-testid=weights], [data-testid=preview]");
        return browser;
    }

    Task SavedAsync(BrowserSession browser, Func<StrategyRevision, bool> holds) =>
        Eventually.HoldsAsync(async () => Draft is { } draft && holds(draft) && await browser.Page.GetByTestId("saved").TextContentAsync() == "Draft saved", "the draft is saved with the change");

    static async Task SetWeightAsync(IPage page, string key, string value)
    {
        var number = page.Locator($"[data-weight={key}] [data-testid=weight-number]");
        await number.FillAsync(value);
        await number.PressAsync("Enter");
    }

    static async Task<string[]> ItemsAsync(IPage page, string row) =>
        await page.EvaluateAsync<string[]>("row => [...document.querySelectorAll(`[data-testid=${row}]`)].map((item) => item.dataset.item)", row);

    async Task DiscardAsync()
    {
        if (Desk.FindDraft(StrategyStore.DefaultKey) is { } draft) Assert.True((await Desk.DiscardAsync(draft.Key, draft.Version, Owner)).IsDone);
    }
}
