using System.Collections.Concurrent;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// In: item conditions. Out: which items of a catalogue match each, as a bitset (N/8 bytes). A condition is kept once,
/// whichever rules and revisions state it; after a change of the catalogue only the items that changed are looked at
/// again. 200 conditions on 1,000,000 items: 25 MB.
/// </summary>
public sealed class ConditionIndex(TimeProvider time)
{
    /// <summary>Most conditions kept; those not used longest go first. At 1,000,000 items 64 MB.</summary>
    public const int MaxConditions = 512;

    /// <summary>
    /// A condition that nobody asked for during so many changes of the catalogue is forgotten: it would hold on to the
    /// snapshot that it was matched in, 8 bytes an item each.
    /// </summary>
    const int MaxVersionsBehind = 4;

    readonly ConcurrentDictionary<string, Matched> matched = new(StringComparer.Ordinal);
    Difference? latest;
    long newestVersion;

    sealed class Matched(CatalogSnapshot catalog, DateTimeOffset asOf, Bitset items)
    {
        public CatalogSnapshot Catalog { get; } = catalog;
        public DateTimeOffset AsOf { get; } = asOf;
        public Bitset Items { get; } = items;
        public long UsedAt;
    }

    /// <summary>The indices at which two snapshots of one generation differ: found once for all conditions.</summary>
    sealed record Difference(CatalogSnapshot From, CatalogSnapshot To, int[] Items);

    /// <summary>How many conditions are kept.</summary>
    public int Count => matched.Count;

    /// <summary>The whole minute that a moment lies in: ages are counted as of it, so that they are renewed by the minute.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset now) => new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>The items that match as of the minute of <paramref name="now"/> (the shop's). The bitset is shared: do not change it.</summary>
    public Bitset Match(ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset now)
    {
        var asOf = condition.DependsOnTime ? MinuteOf(now) : default;
        var key = condition.Key;
        if (!matched.TryGetValue(key, out var kept) || kept.AsOf != asOf || !ReferenceEquals(kept.Catalog, catalog))
        {
            var isReusable = kept is not null && kept.AsOf == asOf && kept.Catalog.Generation == catalog.Generation;
            matched[key] = kept = new Matched(catalog, asOf, isReusable ? Renew(kept!, condition, catalog, asOf) : Scan(condition, catalog, asOf));
            if (matched.Count > MaxConditions) ForgetUnused(key);
            if (catalog.Version > Interlocked.Exchange(ref newestVersion, catalog.Version)) ForgetOutdated(catalog);
        }
        Volatile.Write(ref kept.UsedAt, time.GetTimestamp());
        return kept.Items;
    }

    static Bitset Scan(ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset asOf)
    {
        var items = new Bitset(catalog.Count);
        if (!condition.Ids.IsEmpty)
        {
            // few ids: no pass over the catalogue
            foreach (var id in condition.Ids)
                if (catalog.IndexOf(new ItemId(id)) is >= 0 and var index && condition.Matches(catalog[index], asOf)) items[index] = true;
            return items;
        }
        var all = catalog.Items;
        for (var i = 0; i < all.Length; i++)
            if (condition.Matches(all[i], asOf)) items[i] = true;
        return items;
    }

    /// <summary>The bitset of another snapshot with the items that differ looked at again.</summary>
    Bitset Renew(Matched kept, ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset asOf)
    {
        var items = kept.Items.Clone(catalog.Count);
        foreach (var i in DifferenceOf(kept.Catalog, catalog)) items[i] = condition.Matches(catalog[i], asOf);
        return items;
    }

    int[] DifferenceOf(CatalogSnapshot from, CatalogSnapshot to)
    {
        if (Volatile.Read(ref latest) is { } known && ReferenceEquals(known.From, from) && ReferenceEquals(known.To, to)) return known.Items;
        var before = from.Items;
        var after = to.Items;
        var different = new List<int>();
        for (var i = 0; i < after.Length; i++)
            if (i >= before.Length || !ReferenceEquals(before[i], after[i])) different.Add(i);
        var found = new Difference(from, to, [.. different]);
        Volatile.Write(ref latest, found);
        return found.Items;
    }

    void ForgetUnused(string newest)
    {
        foreach (var (key, _) in matched.OrderBy(pair => pair.Value.UsedAt).Take(MaxConditions / 4))
            if (key != newest) matched.TryRemove(key, out _);
    }

    void ForgetOutdated(CatalogSnapshot newest)
    {
        foreach (var (key, kept) in matched)
            if (kept.Catalog.Generation != newest.Generation || kept.Catalog.Version < newest.Version - MaxVersionsBehind) matched.TryRemove(key, out _);
    }
}
