using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>In: changes of items. Out: the same in the database, then in memory, where the next slates see them.</summary>
public sealed class CatalogWriter(Database database, CatalogStore catalog, ShopLoader shop, ShopStatus status, TimeProvider time)
{
    /// <summary>
    /// Works out the changes against the catalogue as it is, alone, so that two changes of one item cannot lose each other;
    /// returns how many items are new. Durable when it ends, undone when it throws.
    /// </summary>
    /// <param name="change">From the catalogue to the items to put in it, each id once.</param>
    /// <param name="by">The person who wants it: each item that changes stands in the audit log. Null for a shop's own systems, whose prices and stock move all day.</param>
    public async Task<int> ChangeAsync(Func<CatalogSnapshot, IReadOnlyList<Item>> change, Person? by = null, CancellationToken cancellation = default)
    {
        await shop.Loaded.WaitAsync(cancellation);
        using var turn = await database.EnterAsync(cancellation);
        var items = change(catalog.Current);
        if (items.Count == 0) return 0;
        turn.Commit(connection =>
        {
            ItemTable.Upsert(connection, items);
            if (by is not null) Enter(connection, items, by);
        });
        var added = catalog.Upsert(items);
        if (status.Current.Source == ShopSource.Empty) status.Update(phase => phase with { Source = ShopSource.Own });
        return added;
    }

    void Enter(SqliteConnection connection, IReadOnlyList<Item> items, Person by)
    {
        foreach (var item in items)
        {
            var (before, after) = (catalog.Current.Find(item.Id) is { } was ? Json(was) : null, Json(item));
            if (before != after) AuditTable.Append(connection, by, before is null ? AuditAction.ItemAdded : AuditAction.ItemChanged, $"item:{item.Id}", time.GetUtcNow(), before, after);
        }
    }

    static string Json(Item item) => JsonSerializer.Serialize(item with { Attributes = new SortedDictionary<string, string>(item.Attributes.ToDictionary(), StringComparer.Ordinal) }, Told);

    /// <summary>Every field by its name, without those that are unknown or follow from others.</summary>
    static readonly JsonSerializerOptions Told = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true };
}
