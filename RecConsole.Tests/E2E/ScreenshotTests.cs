using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>The picture in the README is what the live page shows; RECCONSOLE_UPDATE_SCREENSHOT=1 renews it.</summary>
[Collection(DemoConsoleTests.Name)]
public sealed class ScreenshotTests(DemoConsole demo)
{
    static readonly bool Renews = Environment.GetEnvironmentVariable("RECCONSOLE_UPDATE_SCREENSHOT") == "1";

    [BrowserFact]
    public async Task LivePage_DemoShop_IsPictured()
    {
        await demo.WaitForModelAsync();
        await using var browser = await BrowserSession.OpenAsync(demo.Console.Address, height: 1000);
        await browser.OpenPageAsync("/");
        // lines, not dots: a picture to keep waits for a minute of traffic
        var points = Renews ? 60 : 3;
        await Eventually.HoldsAsync(
            () => browser.Page.EvaluateAsync<bool>($"() => document.querySelector('[data-chart=ctr] .plot')?.data?.[0]?.x.length >= {points}"),
            $"{points} points of the simulated traffic are drawn", TimeSpan.FromMinutes(3));

        var picture = await browser.ScreenshotAsync("console");

        Directory.CreateDirectory(Repository.Path("docs"));
        if (Renews) File.Copy(picture, Repository.Path("docs", "console.png"), overwrite: true);
        Assert.True(new FileInfo(picture).Length > 20_000, "the picture shows a filled page");
    }
}
