using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the database. Out: clock, catalogue, sessions and counters in memory, as it says. Whoever calls has the turn to
/// write, or is the only one there. Requests go on meanwhile and see the shop before or after, sessions as a whole.
/// </summary>
public sealed class ShopMemory(ShopTables tables, CatalogStore catalog, ShopClock clock, SessionStore sessions, ItemCounters counters, LogQuality quality, SlateMemory slates)
{
    const int EventsPerReport = 20_000;

    /// <summary>Where the shop comes from.</summary>
    public static ShopSource ReadSource(ShopTables tables)
    {
        if (Enum.TryParse<ShopSource>(tables.Settings.Find(SettingTable.Source), out var stored) && stored != ShopSource.Empty) return stored;
        // fed through the API before anything was imported
        return tables.Events.Length() > 0 || tables.Items.Any() ? ShopSource.Own : ShopSource.Empty;
    }

    /// <summary>Reads all again; about 3 s for a million events.</summary>
    /// <param name="progress">Gets the share of the log that has been read, 0 to 1.</param>
    public void Reload(Action<double>? progress = null, CancellationToken cancellation = default)
    {
        clock.SetHistoryEnd(tables.Settings.Find(SettingTable.HistoryEndTicks) is { } ticks
            ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null);
        var items = tables.Items.ReadAll();
        if (items.Count > 0 || catalog.Current.Count > 0) catalog.Replace(items);
        counters.Clear();
        quality.Clear();

        var rebuilt = new SessionStore();
        using var served = slates.Begin();
        var total = tables.Events.Count();
        var read = 0L;
        foreach (var e in tables.Events.ReadAll())
        {
            if (read++ % EventsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)read / total);
            }
            rebuilt.Apply(e);
            counters.Apply(e, served.Follow(e));
            quality.Record(e);
        }
        served.Finish();
        sessions.Become(rebuilt);
    }
}
