using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the database. Out: clock, catalogue, sessions, counters and figures in memory, as it says. Whoever calls has the turn
/// to write, or is the only one there. All is built beside what is in use and takes its place in one step: requests go on
/// meanwhile and see the shop before or after, never half of one.
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
    /// <param name="isAnotherShop">Whether another shop takes the place of this one: what is served meanwhile is not its own.</param>
    /// <param name="progress">Gets the share of the log that has been read, 0 to 1.</param>
    public void Reload(bool isAnotherShop, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        DateTimeOffset? historyEnd = tables.Settings.Find(SettingTable.HistoryEndTicks) is { } ticks ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
        var items = tables.Items.ReadAll();
        var next = items.Count > 0 || catalog.Current.Count > 0 ? catalog.Prepare(items) : catalog.Current;
        // at the start nothing is in use: the catalogue can be looked at while the log is read
        var isStart = catalog.Current.Count == 0 && !isAnotherShop;
        if (isStart) Show(next, historyEnd);

        var (nextCatalog, nextClock) = (CatalogStore.At(next), clock.Anew(historyEnd));
        var (nextSessions, nextCounters, nextQuality) = (new SessionStore(), counters.Anew(nextCatalog, nextClock), new LogQuality(nextCatalog));
        using var served = slates.Begin(nextCatalog, nextCounters, isAnotherShop);
        var total = tables.Events.Count();
        var read = 0L;
        foreach (var e in tables.Events.ReadAll())
        {
            if (read++ % EventsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)read / total);
            }
            nextSessions.Apply(e);
            nextCounters.Apply(e, served.Follow(e));
            nextQuality.Record(e);
        }
        served.Finish();

        counters.Become(nextCounters); // taken up with the catalogue
        quality.Become(nextQuality);
        sessions.Become(nextSessions);
        served.Swap();
        if (!isStart) Show(next, historyEnd);
    }

    void Show(CatalogSnapshot next, DateTimeOffset? historyEnd)
    {
        clock.SetHistoryEnd(historyEnd);
        if (!ReferenceEquals(next, catalog.Current)) catalog.Replace(next);
    }

    /// <summary>Items that an import added or changed are in the database: only the catalogue follows, and nothing that events have made is touched.</summary>
    public void Follow(IReadOnlyList<Item> items) => catalog.Upsert(items);
}
