using System.Collections.Frozen;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models.Content;

/// <summary>
/// In: items. Out: for any item the rows of what is known of it, among what at least <see cref="LeastItems"/> of those have:
/// category, brand, further attributes, the tenth of the prices that it lies in, and the words of its title.
/// </summary>
sealed class ItemFeatures
{
    /// <summary>What one item alone has tells nothing of others.</summary>
    const int LeastItems = 2;

    const int PriceBands = 10;

    /// <summary>Longer attributes are texts, not kinds.</summary>
    const int LongestAttribute = 40;

    readonly FrozenDictionary<string, int> rows;
    readonly decimal[] priceEdges;

    public ItemFeatures(IReadOnlyList<Item> items)
    {
        var prices = items.Select(item => item.Price).OfType<decimal>().Order().ToArray();
        priceEdges = prices.Length == 0 ? [] : [.. Enumerable.Range(1, PriceBands - 1).Select(band => prices[band * prices.Length / PriceBands]).Distinct()];
        rows = items.SelectMany(item => Words(item).Distinct()).GroupBy(word => word, StringComparer.Ordinal).Where(group => group.Count() >= LeastItems)
            .Select(group => group.Key).Order(StringComparer.Ordinal).Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>As they were kept.</summary>
    public ItemFeatures(IEnumerable<string> words, decimal[] priceEdges) =>
        (rows, this.priceEdges) = (words.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal), priceEdges);

    /// <summary>By their rows.</summary>
    public IEnumerable<string> Kept => rows.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    public IReadOnlyList<decimal> PriceEdges => priceEdges;

    public int Count => rows.Count;

    /// <summary>Ascending, each once; empty for an item that shares nothing with those that were given.</summary>
    public int[] Of(Item item)
    {
        var found = new SortedSet<int>();
        foreach (var word in Words(item))
            if (rows.TryGetValue(word, out var row)) found.Add(row);
        return [.. found];
    }

    IEnumerable<string> Words(Item item)
    {
        if (item.Category is { } category) yield return $"category={category}";
        if (item.Brand is { } brand) yield return $"brand={brand}";
        foreach (var (name, value) in item.Attributes)
            if (value.Length <= LongestAttribute) yield return $"{name}={value}";
        if (item.Price is { } price) yield return $"price={priceEdges.Count(edge => edge <= price)}";
        foreach (var word in TitleWords(item.Title)) yield return $"title={word}";
    }

    /// <summary>Runs of letters and digits, of two at least, in lower case.</summary>
    static IEnumerable<string> TitleWords(string title)
    {
        for (var at = 0; at < title.Length;)
        {
            var end = at;
            while (end < title.Length && char.IsLetterOrDigit(title[end])) end++;
            if (end - at >= 2) yield return title[at..end].ToLowerInvariant();
            at = end + 1;
        }
    }
}
