using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Commands;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class SlateLogTests
{
    [Fact]
    public async Task Restart_ServedSlates_AreRememberedAndReplayed()
    {
        using var folder = new TemporaryFolder();
        string slateId;
        int clicked;
        await using (var console = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            await StockAsync(console);
            await console.Services.GetRequiredService<StrategyPublisher>().PublishAsync(new StrategyRevision(StrategyStore.DefaultKey, 1, StrategyStore.FirstDefault.Weights,
                [new StrategyRule("pin", RuleKind.Pin) { Items = new ItemCondition { Ids = ["i20"] }, Slot = 1 }])
            {
                Exploration = new Exploration(0.5f, 1),
                Caps = [new Cap(CapField.Brand, 1, 2)],
            });
            var slate = await AskAsync(console);
            slateId = slate.GetProperty("slateId").GetString()!;
            var items = slate.GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal("i20", items[0].GetProperty("itemId").GetString());
            Assert.Equal(1, items[0].GetProperty("propensity").GetDouble());
            Assert.All(items, item => Assert.InRange(item.GetProperty("propensity").GetDouble(), 1e-9, 1));
            clicked = 3;
            await SendAsync(console, "click", items[clicked].GetProperty("itemId").GetString()!, slateId);
            await Eventually.HoldsAsync(() => console.Services.GetRequiredService<SlateTable>().Count() is (1, 1), "the slate is in the log with its sample");
            console.Services.GetRequiredService<LiveMetrics>().Capture();
        }

        var (code, output, _) = await CommandRun.Of("replay", slateId, "--data", folder.Path, "--json");
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal("", string.Join('\n', report.GetProperty("differences").EnumerateArray().Select(line => line.GetString())));
        Assert.True(report.GetProperty("identical").GetBoolean());
        Assert.Equal(0, code);

        await using var again = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await again.Services.GetRequiredService<ShopLoader>().Loaded;
        Assert.Equal(clicked + 1, Assert.Single(again.Services.GetRequiredService<SlateOutcomes>().Of(new SlateId(slateId))).Position);
        var known = Assert.Single(again.Services.GetRequiredService<AttributionIndex>().LatestShowing(new ItemId("i20"), 10));
        Assert.Equal(slateId, known.Slate.Id.Value);
        var shown = known.Slate.Slots[clicked].ItemId;
        var frame = again.Services.GetRequiredService<LiveMetrics>().Capture();
        Assert.Equal(1, frame.Series.Sum(series => series.Clicks));
        Assert.Equal(6, frame.Series.Sum(series => series.Impressions));
        var board = again.Services.GetRequiredService<SignalBoard>();
        await Eventually.HoldsAsync(() => again.Services.GetRequiredService<Ranker>().Current.Catalog.Count == 40, "the items are ranked");
        var catalog = again.Services.GetRequiredService<CatalogStore>().Current;
        await Eventually.HoldsAsync(() =>
        {
            var rates = board.CopyRaw(board.Signals.IndexOf(SignalCatalog.ClickThrough), catalog);
            return Array.IndexOf(rates, rates.Max()) == catalog.IndexOf(shown);
        }, "the click counts for its item");
    }

    [Fact]
    public async Task Replay_UnknownSlateOrNoShop_SaysWhatWouldBeRight()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = await CommandRun.Of("replay", "nothing", "--data", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("There is no shop in", error, StringComparison.Ordinal);
        await using (var console = await RunningConsole.StartAsync(dataFolder: folder.Path)) await StockAsync(console);
        (code, _, error) = await CommandRun.Of("replay", "nothing", "--data", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("has no slate 'nothing'", error, StringComparison.Ordinal);
    }

    static async Task StockAsync(RunningConsole console)
    {
        var items = Enumerable.Range(0, 40).Select(i => new { id = $"i{i}", title = $"Item {i}", brand = $"b{i % 4}", price = 5 + i, active = true });
        (await console.Client.PostAsJsonAsync("/api/v1/items", new { items })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<Ranker>().Current.Catalog.Count == 40, "the items are ranked");
    }

    static async Task<JsonElement> AskAsync(RunningConsole console)
    {
        var answer = await console.Client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home", count = 6, userId = "u", sessionId = "s" });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>From a sender whose clock lags two seconds behind.</summary>
    static async Task SendAsync(RunningConsole console, string type, string itemId, string slateId)
    {
        var timestamp = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        (await console.Client.PostAsJsonAsync("/api/v1/events", new { events = new[] { new { type, userId = "u", sessionId = "s", itemId, slateId, timestamp } } })).EnsureSuccessStatusCode();
    }
}
