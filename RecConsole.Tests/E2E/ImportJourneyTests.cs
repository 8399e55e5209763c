using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>A shop's own file, imported through the data page.</summary>
public sealed class ImportJourneyTests
{
    const string Events = """
        type,userId,sessionId,itemId,timestamp,price
        view,ann,s-1,tea-1,2024-03-01T10:00:00Z,
        add_to_cart,ann,s-1,tea-1,2024-03-01T10:01:00Z,
        purchase,ann,s-1,tea-1,2024-03-01T10:02:00Z,4.50
        purchase,bob,s-2,tea-1,2024-03-02T09:00:00Z,4.50
        purchase,bob,s-2,honey-7,2024-03-02T09:00:00Z,7.25
        juggle,cid,s-3,tea-1,2024-03-02T09:00:00Z,

        """;

    [BrowserFact]
    public async Task Import_EventsOfAShop_AccountsForEveryRowAndFillsTheCatalogue()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("events.csv");
        await File.WriteAllTextAsync(file, Events);
        await using var console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded;
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/data");

        await page.Locator("[data-testid=import-file]:not([disabled])").SetInputFilesAsync(file);
        await page.GetByTestId("import-preview").WaitForAsync();
        await page.GetByTestId("import-run").ClickAsync();
        await page.GetByTestId("account-kept").WaitForAsync();

        await Assertions.Expect(page.GetByTestId("account-read")).ToHaveTextAsync("6");
        await Assertions.Expect(page.GetByTestId("account-kept")).ToHaveTextAsync("5");
        await Assertions.Expect(page.GetByTestId("account-rejected")).ToHaveTextAsync("1");
        await browser.ScreenshotAsync("import-account", fullPage: true);
        await browser.OpenPageAsync("/catalog");
        await page.GetByText("honey-7").First.WaitForAsync();
        Assert.Equal(2, console.Services.GetRequiredService<CatalogStore>().Current.Count);
    }

    [BrowserFact]
    public async Task Import_TruncatedFile_SaysSoAndKeepsTheShop()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("events.csv.gz");
        await File.WriteAllBytesAsync(file, Truncated(Events));
        await using var console = await RunningConsole.StartAsync();
        await console.Services.GetRequiredService<ShopLoader>().Loaded;
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        await browser.OpenPageAsync("/data");

        await browser.Page.Locator("[data-testid=import-file]:not([disabled])").SetInputFilesAsync(file);

        var problem = browser.Page.Locator("[data-testid=import-problem], [data-testid=import-account][data-stage=failed]");
        var run = browser.Page.GetByTestId("import-run");
        await problem.Or(run).First.WaitForAsync();
        if (await run.IsVisibleAsync()) await run.ClickAsync();
        await problem.First.WaitForAsync();
        await Assertions.Expect(problem.First).ToContainTextAsync("events.csv.gz");
        Assert.Equal(0, console.Services.GetRequiredService<CatalogStore>().Current.Count);
    }

    static byte[] Truncated(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray()[..^12];
    }
}
