using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a data directory (a server may have it) and the id of a slate. Out: the slate recomputed from the log, with the
/// catalogue of now and the model that served it, as long as that is kept.
/// </summary>
public static class SlateReplays
{
    /// <returns>Null when the log does not have the slate.</returns>
    /// <exception cref="StoreException">The database or the revision cannot be read.</exception>
    /// <exception cref="BrokenModelException">The model of the slate is registered, but its folder cannot be read.</exception>
    public static ReplayReport? Run(string dataDirectory, SlateId id, TimeProvider time)
    {
        using var database = Database.Open(dataDirectory, time);
        using var tables = new ShopTables(database);
        if (tables.Slates.Find(id) is not { } logged) return null;

        var catalog = new CatalogStore();
        catalog.Replace(tables.Items.ReadAll());
        var clock = new ShopClock(time);
        var signals = new SignalOptions();
        using var encoder = Encoder(tables, dataDirectory, logged.Slate.Model);
        var board = new SignalBoard(new SignalCatalog(signals.Attributes), new ItemCounters(catalog, clock, signals), clock, signals);
        return SlateReplay.Run(logged, new StrategyTable(database).FindByHash(logged.Slate.Revision), new CatalogMatrixBuilder(board).Build(catalog.Current, encoder));
    }

    static SessionEncoder? Encoder(ShopTables tables, string dataDirectory, string name)
    {
        foreach (var row in tables.Models.ReadAll())
            if (name.StartsWith($"{row.Key}-", StringComparison.Ordinal) && row.Hash.StartsWith(name[(row.Key.Length + 1)..], StringComparison.Ordinal)
                && Path.Combine(dataDirectory, row.Path) is var folder && Directory.Exists(folder))
                return ModelFolder.Open(folder);
        return null;
    }
}
