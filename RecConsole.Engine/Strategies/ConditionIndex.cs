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
    /// <summary>How long a bitset of a condition on age is believed.</summary>
    static readonly TimeSpan AgeInterval = TimeSpan.FromMinutes(1);

    /// <summary>Conditions kept beyond use; the oldest go first.</summary>
    const int MaxConditions = 1024;

    readonly ConcurrentDictionary<string, Matched> matched = new(StringComparer.Ordinal);

    sealed record Matched(CatalogSnapshot Catalog, DateTimeOffset At, Bitset Items, long UsedAt);

    /// <summary>The items that match as of <paramref name="now"/> (the shop's), or at most a minute before.</summary>
    public Bitset Match(ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset now)
    {
        var key = condition.Key;
        if (matched.TryGetValue(key, out var kept) && ReferenceEquals(kept.Catalog, catalog) && !IsOutdated(condition, kept, now)) return kept.Items;
        var reusable = kept is not null && kept.Catalog.Generation == catalog.Generation && kept.Catalog.Count <= catalog.Count && !IsOutdated(condition, kept, now);
        var items = reusable ? Renew(kept!, condition, catalog, now) : Scan(condition, catalog, now);
        matched[key] = new Matched(catalog, reusable ? kept!.At : now, items, time.GetTimestamp());
        if (matched.Count > MaxConditions) Forget();
        return items;
    }

    static bool IsOutdated(ItemCondition condition, Matched kept, DateTimeOffset now) => condition.DependsOnTime && (now - kept.At).Duration() >= AgeInterval;

    static Bitset Scan(ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset now)
    {
        var items = new Bitset(catalog.Count);
        if (!condition.Ids.IsEmpty)
        {
            // few ids: no pass over the catalogue
            foreach (var id in condition.Ids)
                if (catalog.IndexOf(new ItemId(id)) is >= 0 and var index && condition.Matches(catalog[index], now)) items[index] = true;
            return items;
        }
        for (var i = 0; i < catalog.Count; i++)
            if (condition.Matches(catalog[i], now)) items[i] = true;
        return items;
    }

    /// <summary>The bitset of the earlier snapshot with the changed and new items looked at again.</summary>
    static Bitset Renew(Matched kept, ItemCondition condition, CatalogSnapshot catalog, DateTimeOffset now)
    {
        var items = new Bitset(catalog.Count);
        for (var i = 0; i < catalog.Count; i++)
        {
            var isSame = i < kept.Catalog.Count && ReferenceEquals(kept.Catalog[i], catalog[i]);
            if (isSame ? kept.Items[i] : condition.Matches(catalog[i], now)) items[i] = true;
        }
        return items;
    }

    void Forget()
    {
        foreach (var (key, _) in matched.OrderBy(pair => pair.Value.UsedAt).Take(MaxConditions / 4)) matched.TryRemove(key, out _);
    }
}
