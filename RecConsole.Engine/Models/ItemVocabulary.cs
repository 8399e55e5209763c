using System.Collections.Frozen;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models;

/// <summary>The items that a model knows: item to row of its embeddings and back. A model's rows are not catalogue indices.</summary>
public sealed class ItemVocabulary
{
    readonly ItemId[] items;
    readonly FrozenDictionary<ItemId, int> rowByItem;

    /// <exception cref="ArgumentException">An item stands twice.</exception>
    public ItemVocabulary(IEnumerable<ItemId> items)
    {
        this.items = items.ToArray();
        var rows = new Dictionary<ItemId, int>(this.items.Length);
        for (var row = 0; row < this.items.Length; row++)
            if (!rows.TryAdd(this.items[row], row))
                throw new ArgumentException($"Item '{this.items[row]}' stands twice in the vocabulary.", nameof(items));
        rowByItem = rows.ToFrozenDictionary();
    }

    public int Count => items.Length;

    public ReadOnlySpan<ItemId> Items => items;

    public ItemId this[int row] => items[row];

    /// <summary>The row of an item, or -1.</summary>
    public int IndexOf(ItemId item) => rowByItem.GetValueOrDefault(item, -1);
}
