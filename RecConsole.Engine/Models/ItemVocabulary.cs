using System.Numerics;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models;

/// <summary>
/// The items that a model knows: item to row of its embeddings and back. A model's rows are not catalogue indices.
/// Rows are found by open addressing in a table at most half full: 8 to 16 bytes an item beside the ids themselves.
/// </summary>
public sealed class ItemVocabulary
{
    readonly ItemId[] items;
    readonly int[] places; // row + 1 at the item's hash or at the next place that was free; 0 for none

    /// <exception cref="ArgumentException">An item stands twice.</exception>
    public ItemVocabulary(IEnumerable<ItemId> items)
    {
        this.items = items.ToArray();
        places = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, 2 * this.items.Length))];
        for (var row = 0; row < this.items.Length; row++)
        {
            ref var place = ref PlaceOf(this.items[row]);
            if (place != 0) throw new ArgumentException($"Item '{this.items[row]}' stands twice in the vocabulary.", nameof(items));
            place = row + 1;
        }
    }

    public int Count => items.Length;

    public ReadOnlySpan<ItemId> Items => items;

    public ItemId this[int row] => items[row];

    /// <summary>The row of an item, or -1.</summary>
    public int IndexOf(ItemId item) => PlaceOf(item) - 1;

    /// <summary>Where the item stands, or would.</summary>
    ref int PlaceOf(ItemId item)
    {
        var mask = places.Length - 1;
        var at = item.GetHashCode() & mask;
        while (places[at] is > 0 and var next && items[next - 1] != item) at = (at + 1) & mask;
        return ref places[at];
    }
}
