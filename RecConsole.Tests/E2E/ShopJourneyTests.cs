using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>A plain shop page of another origin, its recconsole.js and the real API.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class ShopJourneyTests(DemoConsole demo)
{
    [BrowserFact]
    public async Task Track_FromAnotherOrigin_ReachesTheShoppersSession()
    {
        await demo.WaitForModelAsync(); // which takes the place of what came before it
        var sessions = demo.Console.Services.GetRequiredService<SessionStore>();
        await using var shop = await ShopPage.StartAsync(scriptSource: demo.Console.Address);
        await using var browser = await BrowserSession.OpenAsync(shop.Address);
        await browser.Page.GotoAsync("/");

        await browser.Page.EvaluateAsync("() => { RecConsole.init({ userId: 'journey-ann', sessionId: 'journey-1' }); RecConsole.track('view', { itemId: 'tea-1' }); }");

        await Eventually.HoldsAsync(() => sessions.Find(new UserId("journey-ann"), null).Recent.Length == 1, "the view is in the shopper's session");
        Assert.Equal("tea-1", sessions.Find(new UserId("journey-ann"), null).Recent[0].ItemId.Value);
    }

    [BrowserFact]
    public async Task Recommend_AfterAClickOnThePage_AnswersTheClick()
    {
        await demo.WaitForModelAsync();
        await using var shop = await ShopPage.StartAsync(scriptSource: demo.Console.Address);
        await using var browser = await BrowserSession.OpenAsync(shop.Address);
        await browser.Page.GotoAsync("/");
        // the half second for which a slate waits for the click to arrive does not pass: a busy machine may need longer
        await browser.Page.EvaluateAsync("() => { const wait = setTimeout; window.setTimeout = (act, ms) => ms === 500 ? 0 : wait(act, ms); }");

        var slates = await browser.Page.EvaluateAsync<string[][]>("""
            async () => {
              RecConsole.init({ userId: 'journey-bob', sessionId: 'journey-2' });
              const first = await RecConsole.recommend('home', { count: 12 });
              RecConsole.track('click', { itemId: first.items[5].itemId });
              const second = await RecConsole.recommend('home', { count: 12 });
              return [first, second].map((slate) => slate.items.map((item) => item.itemId));
            }
            """);

        Assert.Equal(12, slates[0].Length);
        Assert.Equal(12, slates[1].Length);
        Assert.NotEqual(slates[0], slates[1]);
    }
}
