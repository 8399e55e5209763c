using RecConsole.Engine.Catalog;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>In: changes of items. Out: the same in the database, then in memory, where the next slates see them.</summary>
public sealed class CatalogWriter(Database database, CatalogStore catalog, ShopLoader shop, ShopStatus status)
{
    /// <summary>
    /// Works out the changes against the catalogue as it is, alone, so that two changes of one item cannot lose each other;
    /// returns how many items are new. Durable when it ends, undone when it throws.
    /// </summary>
    /// <param name="change">From the catalogue to the items to put in it, each id once.</param>
    public async Task<int> ChangeAsync(Func<CatalogSnapshot, IReadOnlyList<Item>> change, CancellationToken cancellation = default)
    {
        await shop.Loaded.WaitAsync(cancellation);
        using var turn = await database.EnterAsync(cancellation);
        var items = change(catalog.Current);
        if (items.Count == 0) return 0;
        turn.Commit(connection => ItemTable.Upsert(connection, items));
        var added = catalog.Upsert(items);
        if (status.Current.Source == ShopSource.Empty) status.Update(phase => phase with { Source = ShopSource.Own });
        return added;
    }
}
