using System.Collections.Concurrent;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Catalog;

/// <summary>
/// The catalogue at one moment, immutable. An item keeps its dense index for as long as the catalogue is not replaced:
/// changes overwrite in place in the next snapshot, new items are appended, none is ever removed (an item that is no
/// longer sold becomes inactive). So whatever is laid out by index (columns, bitsets, embeddings) survives a change.
/// </summary>
public sealed class CatalogSnapshot
{
    readonly Item[] items;
    readonly uint[] noiseKeys; // by index; shared with the snapshot before where no item was added
    readonly ConcurrentDictionary<ItemId, int> indexById; // shared with later snapshots: an index at or beyond Count is not of this one

    internal CatalogSnapshot(long version, int generation, Item[] items, uint[] noiseKeys, int count, ConcurrentDictionary<ItemId, int> indexById)
    {
        (Version, Generation, this.items, this.noiseKeys, Count, this.indexById) = (version, generation, items, noiseKeys, count, indexById);
    }

    public static CatalogSnapshot Empty { get; } = new(0, 0, [], [], 0, new());

    /// <summary>Grows by one with each change.</summary>
    public long Version { get; }

    /// <summary>Grows by one when the catalogue is replaced as a whole; indices of different generations do not compare.</summary>
    public int Generation { get; }

    public int Count { get; }

    public ReadOnlySpan<Item> Items => items.AsSpan(0, Count);

    /// <summary>[N] by index: what an item's chance is a function of, the same after a restart. Kept, because 200 ids hashed where they lie cost a slate more than its draws do.</summary>
    public ReadOnlySpan<uint> NoiseKeys => noiseKeys.AsSpan(0, Count);

    public Item this[int index] => index < Count ? items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The dense index of an item, or -1.</summary>
    public int IndexOf(ItemId id) => indexById.TryGetValue(id, out var index) && index < Count ? index : -1;

    public Item? Find(ItemId id) => IndexOf(id) is >= 0 and var index ? items[index] : null;

    /// <summary>The next snapshot: known ids changed, new ids appended. O(N) pointer copies: 0.1 ms at 100,000 items.</summary>
    internal CatalogSnapshot With(IReadOnlyList<Item> changes, out int added)
    {
        added = 0;
        var ids = Count == 0 ? new() : indexById; // Empty is everybody's: what grows from it has a dictionary of its own
        var next = new Item[Count + changes.Count];
        Array.Copy(items, next, Count);
        var keys = noiseKeys;
        var count = Count;
        foreach (var item in changes)
        {
            if (ids.TryGetValue(item.Id, out var index) && index < count)
            {
                next[index] = item;
                continue;
            }
            if (added == 0)
            {
                keys = new uint[next.Length];
                Array.Copy(noiseKeys, keys, Count);
            }
            ids[item.Id] = count;
            keys[count] = KeyedNoise.Key(item.Id.Value);
            next[count++] = item;
            added++;
        }
        return new CatalogSnapshot(Version + 1, Generation, next, keys, count, ids);
    }

    internal static CatalogSnapshot Of(long version, int generation, IReadOnlyList<Item> items) =>
        new CatalogSnapshot(version - 1, generation, [], [], 0, new()).With(items, out _);
}
