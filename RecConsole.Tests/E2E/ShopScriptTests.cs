using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>recconsole.js in a real browser, against a server that records what it is sent and refuses as told.</summary>
public sealed class ShopScriptTests : IAsyncLifetime
{
    ShopPage shop = null!;
    BrowserSession browser = null!;

    public async Task InitializeAsync()
    {
        if (InstalledBrowser.ExecutablePath is null) return;
        shop = await ShopPage.StartAsync();
        browser = await BrowserSession.OpenAsync(shop.Address);
        await browser.Page.GotoAsync("/");
    }

    public async Task DisposeAsync()
    {
        if (InstalledBrowser.ExecutablePath is null) return;
        await browser.DisposeAsync();
        await shop.DisposeAsync();
    }

    [BrowserFact]
    public async Task Track_SeveralEvents_GoInOneBatchInOrder()
    {
        await RunAsync("RecConsole.init(); for (const id of ['a', 'b', 'c']) RecConsole.track('view', { itemId: id })");

        await Eventually.HoldsAsync(() => shop.Events.Count() == 3, "three events arrive");

        var batch = Assert.Single(shop.Batches);
        Assert.Equal(["a", "b", "c"], batch.Select(item => Text(item, "itemId")));
        Assert.Equal(3, batch.Select(item => Text(item, "eventId")).Distinct().Count());
        Assert.All(batch, item => Assert.Equal('7', Text(item, "eventId")[12]));
        Assert.Single(batch.Select(item => Text(item, "sessionId")).Distinct());
        Assert.StartsWith("v-", Text(batch[0], "userId"), StringComparison.Ordinal);
        Assert.True(batch[0].GetProperty("timestamp").TryGetDateTimeOffset(out _));
    }

    [BrowserFact]
    public async Task Track_MoreThanABatch_GoesInBatchesOfFifty()
    {
        await RunAsync("RecConsole.init(); for (let i = 0; i < 120; i++) RecConsole.track('view', { itemId: 'i' + i })");

        await Eventually.HoldsAsync(() => shop.Events.Count() >= 120, "all events arrive");

        Assert.Equal([50, 50, 20], shop.Batches.Select(batch => batch.Length));
        Assert.Equal(120, shop.Events.Select(item => Text(item, "itemId")).Distinct().Count());
    }

    [BrowserFact]
    public async Task Track_ServerOverCapacity_SendsTheSameIdsAgainAfterRetryAfter()
    {
        browser.Expect("429");
        var refused = 0;
        var accept = shop.OnEvents;
        shop.OnEvents = events => refused++ == 0 ? new TooMany() : accept(events);

        await RunAsync("RecConsole.init(); window.t0 = performance.now(); RecConsole.track('click', { itemId: 'a' })");
        await Eventually.HoldsAsync(() => shop.Batches.Count == 2, "the batch is sent again");

        Assert.Equal(Text(shop.Batches[0][0], "eventId"), Text(shop.Batches[1][0], "eventId"));
        var waited = await browser.Page.EvaluateAsync<double>("performance.now() - window.t0");
        Assert.True(waited >= 2_000, $"Retry-After asked for 2 s; the second delivery came within {waited:0} ms");
        await Eventually.HoldsAsync(async () => await QueuedAsync() == 0, "the acknowledged event leaves the queue");
    }

    [BrowserFact]
    public async Task Track_PageReloadedWhileServerFails_NextPageDelivers()
    {
        browser.Expect("503");
        shop.OnEvents = _ => Results.StatusCode(503);
        await RunAsync("RecConsole.init({ userId: 'ann' }); RecConsole.track('purchase', { itemId: 'a', quantity: 2, price: 4.5 })");
        await Eventually.HoldsAsync(() => shop.Batches.Count > 0, "a delivery fails");
        var failed = shop.Batches.Count;

        var delivered = new TaskCompletionSource<JsonElement>();
        await browser.Page.ReloadAsync();
        shop.OnEvents = events =>
        {
            delivered.TrySetResult(events[0]);
            return Results.Json(new { accepted = 1, duplicates = 0, rejected = Array.Empty<object>() }, statusCode: 202);
        };
        await RunAsync("RecConsole.init()");
        var arrived = await delivered.Task.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Text(shop.Batches[failed - 1][0], "eventId"), Text(arrived, "eventId"));
        Assert.Equal("ann", Text(arrived, "userId"));
        Assert.Equal(2, arrived.GetProperty("quantity").GetInt32());
        await Eventually.HoldsAsync(async () => await QueuedAsync() == 0, "the queue is empty");
    }

    [BrowserFact]
    public async Task Track_PageLeftAtOnce_EventStillArrives()
    {
        await RunAsync("RecConsole.init(); RecConsole.track('click', { itemId: 'last' }); location.href = '/?next'");

        await Eventually.HoldsAsync(() => shop.Events.Any(item => Text(item, "itemId") == "last"), "the event of the page that was left arrives");
    }

    [BrowserFact]
    public async Task Track_BatchIsMalformed_IsDroppedAndSaidOnce()
    {
        browser.Expect("400");
        var warned = browser.Page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Type == "warning" });
        shop.OnEvents = _ => Results.Json(new { title = "events is missing" }, statusCode: 400);

        await RunAsync("RecConsole.init(); RecConsole.track('view', { itemId: 'a' })");

        Assert.Contains("events is missing", (await warned).Text, StringComparison.Ordinal);
        Assert.Equal(0, await QueuedAsync());
    }

    [BrowserFact]
    public async Task Session_HalfAnHourIdle_StartsAnew()
    {
        await RunAsync("RecConsole.init(); RecConsole.track('view', { itemId: 'a' })");
        await RunAsync("localStorage['recconsole.session'] = localStorage['recconsole.session'].split(' ')[0] + ' ' + (Date.now() - 29 * 60_000); RecConsole.track('view', { itemId: 'b' })");
        await RunAsync("localStorage['recconsole.session'] = localStorage['recconsole.session'].split(' ')[0] + ' ' + (Date.now() - 31 * 60_000); RecConsole.track('view', { itemId: 'c' })");
        await Eventually.HoldsAsync(() => shop.Events.Count() == 3, "three events arrive");

        var sessions = shop.Events.ToDictionary(item => Text(item, "itemId"), item => Text(item, "sessionId"));
        Assert.Equal(sessions["a"], sessions["b"]);
        Assert.NotEqual(sessions["a"], sessions["c"]);
        Assert.Single(shop.Events.Select(item => Text(item, "userId")).Distinct());
    }

    [BrowserFact]
    public async Task Impressions_ElementsScrolledIntoView_AreReportedOnceEach()
    {
        await RunAsync("""
            document.body.insertAdjacentHTML('beforeend', '<p data-rec-item="near">near</p><div style="height:3000px"></div><p data-rec-item="far">far</p>');
            RecConsole.init({ impressions: true });
            document.body.insertAdjacentHTML('afterbegin', '<p data-rec-item="late">late</p>');
            """);
        await Eventually.HoldsAsync(() => shop.Events.Count() == 2, "the visible ones are reported");
        Assert.Equal(["late", "near"], shop.Events.Select(item => Text(item, "itemId")).Order());

        await RunAsync("document.querySelector('[data-rec-item=far]').scrollIntoView()");
        await Eventually.HoldsAsync(() => shop.Events.Count() == 3, "the far one is reported");
        await RunAsync("scrollTo(0, 0)");
        await RunAsync("return new Promise((done) => setTimeout(done, 1500)).then(() => RecConsole.flush())");

        Assert.Equal(["far", "late", "near"], shop.Events.Select(item => Text(item, "itemId")).Order());
        Assert.All(shop.Events, item => Assert.Equal("impression", Text(item, "type")));
    }

    Task RunAsync(string script) => browser.Page.EvaluateAsync($"() => {{ {script} }}");

    Task<int> QueuedAsync() => browser.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter((key) => key.startsWith('recconsole.event.')).length");

    static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    /// <summary>429 with <c>Retry-After: 2</c>.</summary>
    sealed class TooMany : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            httpContext.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        }
    }
}
