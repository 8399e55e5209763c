using System.Globalization;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the database at start. Out: catalogue, sessions and counters in memory, as they were. The web server answers
/// meanwhile; events wait in the queue until <see cref="Loaded"/>.
/// </summary>
public sealed class ShopLoader(
    CatalogStore catalog, ShopClock clock, ShopStatus status, ShopTables tables, EventApplier applier) : BackgroundService
{
    const int ProgressEvery = 20_000;

    readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when memory shows what the database holds; fails when it cannot be read.</summary>
    public Task Loaded => loaded.Task;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Load(stoppingToken);
            loaded.SetResult();
        }
        catch (Exception failure)
        {
            loaded.SetException(failure);
            throw;
        }
        return Task.CompletedTask;
    }

    void Load(CancellationToken cancellation)
    {
        var source = Enum.TryParse<ShopSource>(tables.Settings.Find(SettingTable.Source), out var stored) ? stored : ShopSource.Empty;
        status.Set(new ShopPhase(source, "Reading the catalogue", 0, IsReady: false));
        if (tables.Settings.Find(SettingTable.HistoryEndTicks) is { } ticks)
            clock.SetHistoryEnd(new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero));
        var stock = tables.Items.ReadAll();
        if (stock.Count > 0) catalog.Replace(stock);

        var total = tables.Events.Count();
        var read = 0L;
        foreach (var e in tables.Events.ReadAll())
        {
            if (read++ % ProgressEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                status.Set(new ShopPhase(source, "Reading the log of events", (double)read / total, IsReady: false));
            }
            applier.Replay(e);
        }
        // fed through the API before anything was imported
        if (source == ShopSource.Empty && (stock.Count > 0 || total > 0)) source = ShopSource.Own;
        status.Set(new ShopPhase(source, Task: null, 1, IsReady: false));
    }
}
