using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class DemoTrafficTests
{
    static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Simulation:{setting.Key}", (string?)setting.Value))).Build().GetSection("Simulation");

    [Fact]
    public void ReadOptions_Settings_AreTakenAndTheRestKeepTheirDefaults()
    {
        Assert.Equal(new TrafficOptions { VisitsPerMinute = 12 }, DemoTraffic.ReadOptions(Section(("VisitsPerMinute", "12"))));
        Assert.Equal(new TrafficOptions(), DemoTraffic.ReadOptions(Section()));
    }

    [Fact]
    public void ReadOptions_BadValues_AreAllNamed()
    {
        var failure = Assert.Throws<EngineStartException>(() => DemoTraffic.ReadOptions(Section(("VisitsPerMinute", "0"), ("Enabled", "perhaps"), ("Pace", "1"))));

        Assert.All(["Simulation:VisitsPerMinute", "Simulation:Enabled", "Simulation:Pace"], key => Assert.Contains(key, failure.Message));
    }

    [Fact]
    public async Task Demo_ShoppersCome_UntilAnImportTakesTheShopAway()
    {
        await using var console = await RunningConsole.StartAsync(demo: true);
        var services = console.Services;
        var slates = new ConcurrentQueue<SlateRecord>();
        services.GetRequiredService<SlateRecorder>().Served += slates.Enqueue;
        var log = services.GetRequiredService<EventTable>();

        await Eventually.HoldsAsync(() => slates.Count > 60, "simulated shoppers ask for slates");
        await Eventually.HoldsAsync(() => log.ReadAll().Any(e => e is { Kind: EventKind.Click, SlateId: not null }), "they click");
        Assert.All(slates, slate => Assert.True(slate.Simulated));
        Assert.All(log.ReadAll(), e => Assert.Equal(EventOrigin.Simulated, e.Origin));

        var bought = new ShopEvent(new EventId("row-1"), EventKind.Purchase, new UserId("17850"), new SessionId("536365"), SimulatedShopStart)
        {
            ItemId = new ItemId("85123A"), Origin = EventOrigin.Imported,
        };
        await services.GetRequiredService<ShopReplacement>().ReplaceAsync(
            new ImportedShop("online-retail", [new Item(new ItemId("85123A"), "WHITE HANGING HEART")], [bought], new ImportAccount()));
        await Eventually.HoldsAsync(() => IsQuiet(slates), "nobody asks any more");

        Assert.Equal([bought.Id], log.ReadAll().Select(e => e.Id));
        Assert.Equal(1, services.GetRequiredService<CatalogStore>().Current.Count);
    }

    [Fact]
    public async Task Demo_TurnedOff_NobodyComes()
    {
        await using var folder = await DemoFolder.MakeAsync();
        await using var console = await RunningConsole.StartAsync(demo: false, dataFolder: folder.Path);
        var slates = new ConcurrentQueue<SlateRecord>();
        console.Services.GetRequiredService<SlateRecorder>().Served += slates.Enqueue;

        await Eventually.HoldsAsync(() => console.Services.GetRequiredService<CatalogStore>().Current.Count > 3000, "the demo shop of the last start is there");
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.Empty(slates);
    }

    static readonly DateTimeOffset SimulatedShopStart = new(2011, 12, 9, 12, 50, 0, TimeSpan.Zero);

    static async Task<bool> IsQuiet(ConcurrentQueue<SlateRecord> slates)
    {
        var before = slates.Count;
        await Task.Delay(TimeSpan.FromSeconds(1));
        return slates.Count == before;
    }

    /// <summary>A data folder in which a demo shop was made.</summary>
    sealed class DemoFolder : IAsyncDisposable
    {
        readonly TemporaryFolder folder = new();

        public string Path => folder.Path;

        public static async Task<DemoFolder> MakeAsync()
        {
            var made = new DemoFolder();
            await using var console = await RunningConsole.StartAsync(demo: true, dataFolder: made.Path);
            await console.Services.GetRequiredService<ShopLoader>().Loaded;
            return made;
        }

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
