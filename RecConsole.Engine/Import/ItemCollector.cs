using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Import;

/// <summary>Takes the items of a catalogue file one by one, accounts for each, and keeps the first of those with one id.</summary>
public sealed class ItemCollector(ImportAccount account)
{
    readonly List<Item> items = [];
    readonly HashSet<ItemId> ids = [];

    public IReadOnlyList<Item> Items => items;

    /// <param name="place">Asked for only when the item is rejected.</param>
    public void Add(ItemText text, bool decimalComma, Func<RowPlace> place)
    {
        if (text.ToItem(decimalComma, out var reason, out var detail) is not { } item) account.Reject(reason, place(), detail);
        else if (!ids.Add(item.Id)) account.Reject("duplicate id", place());
        else
        {
            items.Add(item);
            account.Keep();
        }
    }
}
