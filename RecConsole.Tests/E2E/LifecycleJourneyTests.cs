using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The draft's less common ways in a browser: brought up to date in three ways, put on the calendar and taken off it, sent back.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class LifecycleJourneyTests(DemoConsole demo)
{
    static readonly Person Owner = Person.DemoOwner(Role.Admin);

    StrategyDesk Desk => demo.Console.Services.GetRequiredService<StrategyDesk>();

    StrategyDraft Draft(string key) => Desk.FindDraft(key)!;

    [BrowserFact]
    public async Task Rebase_BothSidesChangedAWeight_AsksInWordsAndTakesWhatWasChosen()
    {
        const string key = "rebase-journey";
        await BeginAsync(key);
        await PublishAsync(key, draft => draft);
        await PublishAsync(key, draft => draft.WithWeight("margin", 0.5f).WithWeight("trend", 0.2f));
        await SaveAsync(key, draft => draft.WithWeight("margin", 0.9f).WithWeight("newness", 0.3f));
        Assert.True((await Desk.RollbackAsync(key, Owner)).IsDone);
        await using var browser = await OpenAsync(key);
        var page = browser.Page;

        await Assertions.Expect(page.GetByTestId("step-primary")).ToHaveAttributeAsync("data-step", "Rebase");
        await page.GetByTestId("step-primary").ClickAsync();
        var conflict = page.GetByTestId("merge").GetByRole(AriaRole.Row, new() { Name = "Margin" });
        await Assertions.Expect(conflict).ToContainTextAsync("+0.50");
        await Assertions.Expect(conflict).ToContainTextAsync("+0.90");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("studio-rebase");
        await conflict.GetByRole(AriaRole.Radio).Nth(1).CheckAsync();
        await page.GetByTestId("step-confirm").ClickAsync();

        var live = demo.Console.Services.GetRequiredService<StrategyStore>().Find(key)!;
        await Eventually.HoldsAsync(() => Draft(key).BasedOn == live.Number, "the draft is up to date");
        // the live side of the conflict, what only live changed, and what only the draft changed
        Assert.Equal((live.Weight("margin"), live.Weight("trend"), 0.3f), (Draft(key).Content.Weight("margin"), Draft(key).Content.Weight("trend"), Draft(key).Content.Weight("newness")));
        await Assertions.Expect(page.GetByTestId("step-primary")).ToHaveAttributeAsync("data-step", "Publish");
    }

    [BrowserFact]
    public async Task Schedule_TimeThatIsOverThenALaterOne_StandsOnTheCalendarAndCanBeTakenOff()
    {
        const string key = "schedule-journey";
        await BeginAsync(key);
        await using var browser = await OpenAsync(key);
        var page = browser.Page;

        await page.GetByTestId("step-schedule").ClickAsync();
        await page.GetByTestId("schedule-at").FillAsync("2020-01-01T06:00");
        await page.GetByTestId("schedule-zone").FillAsync("Europe/Berlin");
        await page.GetByTestId("schedule-zone").PressAsync("Tab");
        Assert.Empty(await browser.AuditAsync());
        await page.GetByTestId("step-confirm").ClickAsync();
        await page.GetByText("2020-01-01 06:00 in Europe/Berlin is over").WaitForAsync();
        await page.GetByTestId("schedule-at").FillAsync("2099-07-01T06:00");
        await page.GetByTestId("step-confirm").ClickAsync();

        await Eventually.HoldsAsync(() => Draft(key).State == DraftState.Scheduled, "the draft is scheduled");
        Assert.Equal(new DateTimeOffset(2099, 7, 1, 4, 0, 0, TimeSpan.Zero), Draft(key).PublishAt);
        await Assertions.Expect(page.GetByTestId("step-hint")).ToContainTextAsync("Goes live on 2099-07-01 06:00 in Europe/Berlin (04:00 UTC)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the schedule" }).ClickAsync();
        await Eventually.HoldsAsync(() => Draft(key).State != DraftState.Scheduled, "the draft is off the calendar");
    }

    [BrowserFact]
    public async Task Reject_WithWords_SendsTheDraftBackAndTheAuthorReadsWhy()
    {
        const string key = "reject-journey";
        await BeginAsync(key);
        Assert.True((await Desk.SubmitAsync(key, Draft(key).Version, Owner)).IsDone);
        await using var browser = await OpenAsync(key);
        var page = browser.Page;

        await page.GetByTestId("step-reject").ClickAsync();
        await Assertions.Expect(page.GetByTestId("step-confirm")).ToBeDisabledAsync();
        await page.GetByTestId("step-text").FillAsync("Margin counts too much.");
        await page.GetByTestId("step-confirm").ClickAsync();

        await Eventually.HoldsAsync(() => Draft(key).State == DraftState.Draft, "the draft is a draft again");
        await Assertions.Expect(page.GetByTestId("step-hint")).ToContainTextAsync("“Margin counts too much.”");
    }

    async Task<BrowserSession> OpenAsync(string key)
    {
        var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        await browser.OpenPageAsync($"/strategies/{key}");
        await browser.Page.GetByTestId("draft-row").First.WaitForAsync();
        return browser;
    }

    async Task BeginAsync(string key)
    {
        if (InstalledBrowser.ExecutablePath is null) return;
        await demo.WaitForModelAsync();
        Assert.True((await Desk.CreateAsync(key, StrategyStore.DefaultKey, Owner)).IsDone);
    }

    async Task SaveAsync(string key, Func<StrategyRevision, StrategyRevision> change)
    {
        var content = Desk.FindDraft(key)?.Content ?? demo.Console.Services.GetRequiredService<StrategyStore>().Find(key)!;
        Assert.True((await Desk.SaveDraftAsync(key, change(content), Desk.FindDraft(key)?.Version ?? 0, Owner)).IsDone);
    }

    async Task PublishAsync(string key, Func<StrategyRevision, StrategyRevision> change)
    {
        await SaveAsync(key, change);
        var answer = await Desk.PublishAsync(key, Draft(key).Version, Owner, "to have something to go back to");
        Assert.True(answer.IsDone, answer.Sentence);
    }
}
