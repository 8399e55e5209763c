using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Metrics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The live page over a connection that breaks.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class LiveConnectionTests(DemoConsole demo)
{
    const string Hub = "**/hubs/live**";

    /// <summary>The longest step between two points of a whole line: one a second, and room for a late tick.</summary>
    const double LongestStepMs = 3_500;

    [BrowserFact]
    public async Task Charts_HubLostForAWhile_FillTheGap()
    {
        await demo.WaitForModelAsync();
        await AskForSlateAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address);
        browser.Expect("hubs/live");
        IWebSocketRoute? socket = null;
        await browser.Page.RouteWebSocketAsync(Hub, route =>
        {
            socket = route;
            route.ConnectToServer();
        });
        await browser.OpenPageAsync("/");
        var before = await WaitForPointsAsync(browser, 2);

        await browser.Page.RouteAsync(Hub, route => route.AbortAsync());
        await socket!.CloseAsync();
        await Eventually.HoldsAsync(async () => await browser.Page.Locator("[data-age]").InnerTextAsync() != "", "the page says that its figures are old");
        await browser.Page.UnrouteAsync(Hub);
        await Eventually.HoldsAsync(async () => (await TimesAsync(browser))[^1] >= before[^1] + 8_000, "the line goes on");

        var after = (await TimesAsync(browser)).Where(time => time >= before[^1]).ToArray();
        var counted = demo.Console.Services.GetRequiredService<LiveMetrics>().History(MetricsScope.All, 5).Time.Select(time => (double)time.ToUnixTimeMilliseconds()).ToArray();
        // a hole that the server has too, because a busy machine did not come to those seconds, is not the chart's
        Assert.All(after.Zip(after.Skip(1)), step => Assert.InRange(
            step.Second - step.First, 0, counted.Any(time => time > step.First && time < step.Second) ? LongestStepMs : double.MaxValue));
        await Eventually.HoldsAsync(async () => await browser.Page.Locator("[data-age]").InnerTextAsync() == "", "the warning goes");
    }

    async Task AskForSlateAsync()
    {
        using var answer = await demo.Console.Client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home", count = 5, sessionId = "live-connection" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<double[]> WaitForPointsAsync(BrowserSession browser, int count)
    {
        await Eventually.HoldsAsync(async () => (await TimesAsync(browser)).Length >= count, $"{count} points are drawn");
        return await TimesAsync(browser);
    }

    /// <summary>When the points of the requests chart stand, in milliseconds; empty while it is not drawn.</summary>
    static async Task<double[]> TimesAsync(BrowserSession browser)
    {
        var times = await browser.Page.EvaluateAsync<JsonElement>("() => document.querySelector('[data-chart=requests] .plot')?.data?.[0]?.x.map(Number) ?? []");
        return [.. times.EnumerateArray().Select(time => time.GetDouble())];
    }
}
