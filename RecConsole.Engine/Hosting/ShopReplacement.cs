using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Engine.People;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Puts an imported shop, or the demo shop, in the place of what is there: one transaction, then memory in one step, then
/// the model is fitted anew. Items alone are only added or changed: what events have made stays. Requests go on; events wait
/// in the queue meanwhile. A failure leaves everything as it was.
/// </summary>
public sealed class ShopReplacement(Database database, ShopTables tables, ShopMemory memory, ShopStatus status, ModelFitter fitter, ExperimentLedgers experiments, TimeProvider time)
{
    /// <summary>Replaces what <see cref="ImportedShop.Scope"/> says; a demo shop goes as a whole.</summary>
    /// <param name="by">Who asked for it; null for RecConsole itself. It stands in the audit log, in the same transaction.</param>
    /// <param name="progress">Gets the share of the new log that is in memory, 0 to 1.</param>
    public Task ReplaceAsync(ImportedShop shop, Person? by = null, Action<double>? progress = null, CancellationToken cancellation = default) =>
        InstallAsync((connection, was) => Store(connection, tables, was, shop, by ?? Person.System, time.GetUtcNow()), shop, progress, cancellation);

    /// <summary>Fills an empty shop with the demo shop.</summary>
    public Task InstallAsync(DemoShop shop, CancellationToken cancellation = default) =>
        InstallAsync((connection, _) => Store(connection, tables, shop), null, null, cancellation);

    /// <summary>The same on a data directory that no server has: the next start finds the shop there.</summary>
    /// <exception cref="EngineStartException">A server has the directory, or it cannot be written.</exception>
    public static async Task ReplaceOfflineAsync(string dataDirectory, ImportedShop shop, TimeProvider time, CancellationToken cancellation = default)
    {
        using var owned = DataDirectoryLock.Acquire(dataDirectory);
        using var database = Database.Open(owned.Directory, time);
        using var tables = new ShopTables(database);
        using var turn = await database.EnterAsync(cancellation);
        var was = ShopMemory.ReadSource(tables);
        turn.Commit(connection => Store(connection, tables, was, shop, Person.CommandLine, time.GetUtcNow()));
    }

    /// <param name="imported">Null for the demo shop.</param>
    async Task InstallAsync(Action<SqliteConnection, ShopSource> store, ImportedShop? imported, Action<double>? progress, CancellationToken cancellation)
    {
        using var turn = await database.EnterAsync(cancellation);
        using var held = fitter.Hold(); // it would fit the new log under the name of the old shop
        var was = status.Current.Source;
        turn.Commit(connection => store(connection, was));
        // from here on it is done: memory follows whatever happens to the caller
        if (imported is { Scope: ImportScope.Catalog } && was != ShopSource.Demo)
        {
            memory.Follow(imported.Items);
            status.Update(phase => phase with { Source = ShopMemory.ReadSource(tables) });
            return;
        }
        var isAnotherShop = imported is null || IsWhole(was, imported);
        memory.Reload(isAnotherShop, progress, CancellationToken.None);
        if (isAnotherShop) experiments.Forget();
        fitter.StartAnew();
        status.Update(phase => phase with { Source = ShopMemory.ReadSource(tables), Task = null, Progress = 1 });
    }

    static bool IsWhole(ShopSource was, ImportedShop shop) => was is ShopSource.Demo || shop.Scope == ImportScope.Shop;

    static void Store(SqliteConnection connection, ShopTables tables, ShopSource was, ImportedShop shop, Person by, DateTimeOffset now)
    {
        AuditTable.Append(connection, by, AuditAction.ShopImported, $"shop:{shop.Scope.ToString().ToLowerInvariant()}", now, JsonSerializer.Serialize(new { source = was.ToString() }, JsonSerializerOptions.Web), Told(shop), null);
        if (IsWhole(was, shop))
        {
            EventTable.DeleteAll(connection);
            SlateTable.DeleteAll(connection);
            ExposureTable.DeleteAll(connection);
            UnitTable.DeleteAll(connection);
            ItemTable.DeleteAll(connection);
            ModelTable.RetireAll(connection);
            was = ShopSource.Empty;
        }
        if (shop.Scope == ImportScope.Events)
        {
            EventTable.Delete(connection, EventOrigin.Imported);
            ModelTable.Withdraw(connection);
            ItemTable.AddMissing(connection, shop.Items);
        }
        else ItemTable.Upsert(connection, shop.Items);
        tables.Events.Append(connection, shop.Events, []);

        // a shop that the API feeds stays live when it is given its past
        if (was == ShopSource.Own) SettingTable.Set(connection, SettingTable.Source, nameof(ShopSource.Own));
        else
        {
            SettingTable.Set(connection, SettingTable.Source, nameof(ShopSource.Imported));
            if (shop.Scope != ImportScope.Catalog || was == ShopSource.Empty)
                SettingTable.Set(connection, SettingTable.HistoryEndTicks, EndOf(shop.Events)?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        }
    }

    static void Store(SqliteConnection connection, ShopTables tables, DemoShop shop)
    {
        ItemTable.Upsert(connection, shop.Items);
        tables.Events.Append(connection, shop.Events, []);
        SettingTable.Set(connection, SettingTable.Source, nameof(ShopSource.Demo));
    }

    /// <summary>What the audit log says of an import.</summary>
    static string Told(ImportedShop shop) => JsonSerializer.Serialize(
        new { format = shop.Format, items = shop.Items.Count, events = shop.Events.Count, rowsRead = shop.Account.RowsRead, replacesAll = shop.Scope == ImportScope.Shop }, JsonSerializerOptions.Web);

    static DateTimeOffset? EndOf(IReadOnlyList<ShopEvent> events) => events.Count == 0 ? null : events.Max(e => e.Timestamp);
}
