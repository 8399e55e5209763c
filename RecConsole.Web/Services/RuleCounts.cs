using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>In: an item condition. Out: how many items match now, and how many of them a slate may show.</summary>
public sealed class RuleCounts(CatalogStore store, ConditionIndex conditions, ShopClock clock)
{
    readonly Lock gate = new();
    (CatalogSnapshot Catalog, Bitset Items)? eligible;

    public RuleCount Of(ItemCondition condition)
    {
        var catalog = store.Current;
        var matched = conditions.Match(condition, catalog, clock.Now);
        var shown = matched.Clone();
        shown.IntersectWith(Eligible(catalog));
        return new RuleCount(matched.Count(), shown.Count());
    }

    /// <summary>Once a version of the catalogue: a pass over the items.</summary>
    Bitset Eligible(CatalogSnapshot catalog)
    {
        lock (gate)
        {
            if (eligible is { } known && ReferenceEquals(known.Catalog, catalog)) return known.Items;
            var items = new Bitset(catalog.Count);
            for (var i = 0; i < catalog.Count; i++) items[i] = catalog[i].IsEligible;
            eligible = (catalog, items);
            return items;
        }
    }
}

/// <param name="Items">That match.</param>
/// <param name="Shown">Of those: active and in stock.</param>
public readonly record struct RuleCount(int Items, int Shown);
