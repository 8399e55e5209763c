using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// Items for a history that comes without a catalogue: named by their ids, at the latest price paid, added when first seen.
/// In order of appearance.
/// </summary>
public static class StandInItems
{
    /// <param name="events">Oldest first.</param>
    public static IReadOnlyList<Item> Of(IReadOnlyList<ShopEvent> events)
    {
        var items = new Dictionary<ItemId, Item>();
        foreach (var e in events)
        {
            if (e.ItemId is not { } id) continue;
            if (!items.TryGetValue(id, out var item)) item = new Item(id, id.Value) { AddedAt = e.Timestamp };
            items[id] = e.Price is > 0 ? item with { Price = e.Price } : item;
        }
        return [.. items.Values];
    }
}
