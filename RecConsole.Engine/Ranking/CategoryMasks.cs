using System.Collections.Concurrent;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Who may be shown at all, and on the page of each category: made once for a state of the catalogue and shared by the sets
/// that are built from it. A mask costs a pass over the catalogue when it is first asked for, and N/8 bytes.
/// </summary>
sealed class CategoryMasks(CatalogSnapshot catalog, Bitset ineligible)
{
    /// <summary>A name comes from outside: whoever invents names must not fill the memory.</summary>
    const int MaxKept = 512;

    readonly ConcurrentDictionary<string, Bitset> outside = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Items that no slate may show: inactive or out of stock.</summary>
    public Bitset Ineligible { get; } = ineligible;

    /// <summary>What a request for one category must not show: all other categories and what is ineligible.</summary>
    public Bitset Outside(string category)
    {
        if (outside.TryGetValue(category, out var kept)) return kept;
        var excluded = Ineligible.Clone();
        var items = catalog.Items;
        for (var i = 0; i < items.Length; i++)
            if (!string.Equals(items[i].Category, category, StringComparison.OrdinalIgnoreCase)) excluded[i] = true;
        return outside.Count < MaxKept ? outside.GetOrAdd(category, excluded) : excluded;
    }
}
