using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>A model from its training on the page to serving the shop, and back.</summary>
public sealed class ModelJourneyTests
{
    static ILocator Id(IPage page, string id) => page.GetByTestId(id);

    static async Task SetAsync(IPage page, string option, string value)
    {
        await page.Locator($"[data-option={option}]").FillAsync(value);
        await page.Locator($"[data-option={option}]").PressAsync("Tab");
    }

    [BrowserFact]
    public async Task Model_TrainedOnThePageAndPromoted_ServesAndIsRolledBack()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockedShop.StockAsync(console.Services, History.Clusters(4, 10, 200, seed: 6));
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/models");
        await Assertions.Expect(Id(page, "model-state")).ToHaveTextAsync("Published");
        await Assertions.Expect(Id(page, "model-rollback")).ToBeDisabledAsync();
        await Assertions.Expect(Id(page, "model-serves")).ToContainTextAsync("fitted automatically");
        await Assertions.Expect(Id(page, "no-figures")).ToContainTextAsync("nothing was left to measure it by");

        // a model that learns in passes: options, progress, stop, go on
        await page.Locator("[data-tab=train]").ClickAsync();
        await Id(page, "train-model").SelectOptionAsync("sasrec");
        await browser.WaitForAddressWithAsync("train=sasrec");
        await SetAsync(page, "epochs", "400");
        await SetAsync(page, "dimensions", "none");
        await Id(page, "train-start").ClickAsync();
        await Assertions.Expect(Id(page, "train-problem")).ToContainTextAsync("dimensions is 'none'; it is a number such as 64.");
        await SetAsync(page, "dimensions", "32");
        await SetAsync(page, "batchSize", "1"); // many steps a pass: it is stopped long before it ends by itself
        await Id(page, "train-start").ClickAsync();
        await Assertions.Expect(Id(page, "train-progress")).ToContainTextAsync("validation nDCG@10");
        await Id(page, "train-stop").ClickAsync();
        await Assertions.Expect(Id(page, "job-state")).ToHaveTextAsync("Stopped");
        await Assertions.Expect(Id(page, "train-resume")).ToBeEnabledAsync();
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-training", fullPage: true);

        // and one in closed form, to the end
        await Id(page, "train-model").SelectOptionAsync("iknn");
        await browser.WaitForAddressWithAsync("train=iknn");
        await SetAsync(page, "neighbours", "20");
        await Id(page, "train-start").ClickAsync();
        await Assertions.Expect(Id(page, "train-result")).ToContainTextAsync("It came to iknn-");
        await Id(page, "train-result").Locator("a").ClickAsync();
        await Assertions.Expect(Id(page, "model-state")).ToHaveTextAsync("Candidate");
        await Assertions.Expect(Id(page, "model-facts")).ToContainTextAsync("Data fingerprint");
        await Id(page, "model-promote").PressAsync("Enter");
        await Assertions.Expect(Id(page, "model-state")).ToHaveTextAsync("Published");
        await Assertions.Expect(Id(page, "model-checks")).ToContainTextAsync("95 of 100 encodings");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-registry", fullPage: true);

        await Id(page, "model-rollback").ClickAsync();
        await Assertions.Expect(Id(page, "model-state")).ToHaveTextAsync("Retired");
        await browser.OpenPageAsync("/models?state=published");
        await Assertions.Expect(page.Locator("[data-model]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-model]")).ToContainTextAsync("ppmi-");

        await page.Locator("[data-tab=leaderboard]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This shop" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("published: salesforce/ICLRec");
        await page.Locator("details.made-by summary").First.ClickAsync();
        await Assertions.Expect(Id(page, "made-by").First).ToHaveTextAsync("train iknn --seed 42 --set neighbours=20");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-leaderboard", fullPage: true);

        // both beside each other, and where the one that serves puts the items
        await page.Locator("[data-tab=compare]").ClickAsync();
        await Assertions.Expect(Id(page, "compare-overlap")).ToContainTextAsync("%");
        await Assertions.Expect(Id(page, "compared-slates").First).ToBeVisibleAsync();
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-compare", fullPage: true);
        await page.Locator("[data-tab=map]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-chart=map] .plot .scatterlayer .trace")).ToHaveCountAsync(4); // one a category
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-map", fullPage: true);
    }

    [BrowserFact]
    public async Task Model_WorseThanWhatServes_SaysWhichCheckAndAnAdminDecides()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockedShop.StockAsync(console.Services, History.Clusters(4, 10, 200, seed: 6));
        await using var browser = await BrowserSession.OpenAsync(console.Address, width: 390, colorScheme: ColorScheme.Dark);
        var page = browser.Page;
        await browser.OpenPageAsync("/models?tab=train&train=popularity");
        await browser.ScreenshotAsync("models-train-narrow-dark", fullPage: true);
        await Id(page, "train-start").ClickAsync();
        await Id(page, "train-result").Locator("a").ClickAsync();

        await Id(page, "model-promote").ClickAsync();

        await Assertions.Expect(Id(page, "model-refusal")).ToContainTextAsync("Worse:");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-refused-narrow-dark", fullPage: true);
        await Assertions.Expect(Id(page, "override-confirm")).ToBeDisabledAsync();
        await Id(page, "override-reason").FillAsync("to see what it does");
        await Id(page, "override-confirm").ClickAsync();
        await Assertions.Expect(Id(page, "model-state")).ToHaveTextAsync("Published");
        await Assertions.Expect(Id(page, "model-serves")).ToContainTextAsync(new Regex("chosen by .* against its checks: to see what it does"));
        await Assertions.Expect(Id(page, "why-it-serves")).ToContainTextAsync("chosen by");
        foreach (var tab in (string[])["registry", "train", "leaderboard", "compare", "map"])
        {
            await browser.OpenPageAsync($"/models?tab={tab}");
            if (tab == "leaderboard") await page.Locator("details.made-by summary").First.ClickAsync();
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, $"{tab} scrolls sideways");
        }
    }

    [BrowserFact]
    public async Task Models_ShopWithoutEvents_SaysWhatToDo()
    {
        await using var console = await RunningConsole.StartAsync();
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        await browser.OpenPageAsync("/models");

        await Assertions.Expect(browser.Page.GetByText("No model yet")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Import events" })).ToBeVisibleAsync();
        Assert.Empty(await browser.AuditAsync());
    }

    [BrowserFact]
    public async Task ClickModel_Trained_ShowsItsCalibrationAsChartAndTable()
    {
        await using var console = await RunningConsole.StartAsync();
        await StockedShop.StockAsync(console.Services, History.Clusters(4, 10, 200, seed: 6));
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        var page = browser.Page;
        await browser.OpenPageAsync("/models?tab=train&train=neumf");
        await SetAsync(page, "epochs", "3");
        await Id(page, "train-start").ClickAsync();
        await Assertions.Expect(Id(page, "train-result")).ToContainTextAsync("It came to neumf-");
        await Id(page, "train-result").Locator("a").ClickAsync();
        var chart = page.Locator("[data-chart=calibration]");
        await Assertions.Expect(chart.Locator(".plot .main-svg").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Log loss of the base rate");
        Assert.Empty(await browser.AuditAsync());
        await browser.ScreenshotAsync("models-calibration", fullPage: true);
        await chart.Locator("[data-tab=table]").ClickAsync();
        await Assertions.Expect(chart.Locator(".plot-table")).ToContainTextAsync("Share that came true");
        Assert.Empty(await browser.AuditAsync());
    }
}
