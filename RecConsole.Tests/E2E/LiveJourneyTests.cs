using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Metrics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The live page in a browser: charts that move, fill their gaps, become tables and files.</summary>
public sealed class LiveJourneyTests : IAsyncLifetime
{
    const string Plot = "document.querySelector('[data-chart=ctr] .plot')";

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded; // which puts the figures of the log in the place of what was counted
        for (var i = 0; i < 20; i++) Serve("home", i % 2 == 0 ? "house" : "trending", clicked: i % 5 == 0);
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    void Serve(string placement, string strategy, bool clicked)
    {
        var metrics = console.Services.GetRequiredService<LiveMetrics>();
        var now = TimeProvider.System.GetUtcNow();
        var slate = new SlateRecord(SlateId.NewTimeOrdered(now), now, placement, strategy, "r1", "ppmi-1")
        {
            SessionId = new SessionId("s1"),
            Slots = [.. Enumerable.Range(1, 4).Select(i => new SlateSlot(new ItemId($"item-{i}"), i, 0, 1))],
            LatencyMicros = 1200,
        };
        metrics.RecordSlate(slate);
        if (!clicked) return;
        var click = new ShopEvent(Engine.Events.EventId.NewTimeOrdered(now), EventKind.Click, new UserId("u1"), new SessionId("s1"), now) { ItemId = new ItemId("item-1") };
        metrics.RecordEvent(click, new Attribution(slate, 1));
    }

    async Task<BrowserSession> OpenAsync(string path = "/")
    {
        var browser = await BrowserSession.OpenAsync(console.Address);
        await browser.OpenPageAsync(path);
        // the second in which the shop was stocked may have seen one of the two
        await browser.Page.WaitForFunctionAsync($"() => {Plot}?.data?.length === 2");
        return browser;
    }

    static Task<double> NewestAsync(BrowserSession browser) => browser.Page.EvaluateAsync<double>($"() => {Plot}.data[0].x.at(-1)");

    [BrowserFact]
    public async Task Charts_Traffic_MoveSecondBySecond()
    {
        await using var browser = await OpenAsync();
        Assert.Equal(["house", "trending"], await browser.Page.EvaluateAsync<string[]>($"() => {Plot}.data.map(line => line.name)"));
        var before = await NewestAsync(browser);
        await Eventually.HoldsAsync(async () => await NewestAsync(browser) >= before + 2000, "two more seconds are drawn");
    }

    [BrowserFact]
    public async Task Charts_HiddenTab_StopsAndFillsTheGapOnReturn()
    {
        await using var browser = await OpenAsync();
        await SetHiddenAsync(browser, true);
        // what was on its way is drawn with the next frame
        await browser.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        var before = await NewestAsync(browser);
        var metrics = console.Services.GetRequiredService<LiveMetrics>();
        await Eventually.HoldsAsync(() => metrics.Current.Time.ToUnixTimeMilliseconds() >= before + 3000, "three seconds pass");
        Assert.Equal(before, await NewestAsync(browser)); // a hidden tab draws nothing

        await SetHiddenAsync(browser, false);

        await Eventually.HoldsAsync(async () => await NewestAsync(browser) >= before + 3000, "the charts are at now again");
        var drawn = await browser.Page.EvaluateAsync<double[]>($"() => {Plot}.data[0].x");
        // every second that the server has: one that a busy machine did not come to is not the chart's
        var counted = metrics.History(MetricsScope.All, 5).Time.Select(time => (double)time.ToUnixTimeMilliseconds());
        Assert.Equal(counted.Where(time => time >= drawn[0] && time <= drawn[^1]), drawn);
    }

    [BrowserFact]
    public async Task Filters_Chosen_StandInTheAddressAndTheChart()
    {
        await using var browser = await OpenAsync();
        await browser.Page.GetByLabel("Strategy").SelectOptionAsync("trending");
        await Eventually.HoldsAsync(async () => await browser.Page.EvaluateAsync<string>($"() => ({Plot}?.data ?? []).map(line => line.name).join()") == "trending", "one line is left");
        await browser.Page.Locator("[data-chart=latency] [data-tab=table]").ClickAsync();
        await browser.Page.Locator("[data-chart=latency] .plot-table td").First.WaitForAsync();
        await browser.Page.GetByText("1 hour").ClickAsync();
        await browser.WaitForAddressAsync("/?strategy=trending&latency=table&range=1h");
        await Assertions.Expect(browser.Page.Locator("[data-chart=latency] thead")).ToContainTextAsync("p99, ms");
    }

    [BrowserTheory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("svg", "<svg")]
    [InlineData("csv", "time,house (ratio),trending (ratio)")]
    public async Task Export_Format_SavesAFile(string format, string beginsWith)
    {
        await using var browser = await OpenAsync();
        var file = await browser.Page.RunAndWaitForDownloadAsync(() => browser.Page.Locator($"[data-chart=ctr] [data-export={format}]").ClickAsync());
        Assert.EndsWith("." + format, file.SuggestedFilename);
        await using var content = await file.CreateReadStreamAsync();
        var head = new byte[beginsWith.Length];
        await content.ReadExactlyAsync(head);
        Assert.Equal(beginsWith, System.Text.Encoding.Latin1.GetString(head));
    }

    static Task SetHiddenAsync(BrowserSession browser, bool hidden) => browser.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);

    [BrowserFact]
    public async Task StyleOf_Series_DependsOnItsNameAlone()
    {
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        await browser.OpenPageAsync("/data");

        var styles = await browser.Page.EvaluateAsync<int[][]>("""
            async () => {
              const { styleOf } = await import("/js/live-charts.js");
              return ["default||", "default||simulated"].map(styleOf).map((style) => [style.color, style.dash]);
            }
            """);

        Assert.Equal([0, 0], styles[0]);
        Assert.NotEqual(styles[0][0], styles[1][0]);
        Assert.NotEqual(styles[0][1], styles[1][1]);
    }
}
