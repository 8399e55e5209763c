using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Import;

/// <summary>
/// The catalogue that purchase rows imply. Title: the description that stands in most rows (ties: the first in alphabet),
/// tidied. Price: the median of the unit prices charged. Category: derived (<see cref="RetailCategories"/>). Added: first seen.
/// </summary>
public sealed class RetailCatalog
{
    readonly Dictionary<string, Rows> rowsByCode = new(StringComparer.Ordinal);

    public void Add(string code, string description, decimal price, DateTimeOffset at)
    {
        if (!rowsByCode.TryGetValue(code, out var rows)) rowsByCode[code] = rows = new Rows(at);
        rows.Prices.Add(price);
        if (at < rows.FirstSeen) rows.FirstSeen = at;
        if (description.Length > 0) rows.Descriptions[description] = rows.Descriptions.GetValueOrDefault(description) + 1;
    }

    /// <summary>The items, in order of their codes.</summary>
    public IReadOnlyList<Item> ToItems() =>
        [.. rowsByCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ToItem(pair.Key, pair.Value))];

    static Item ToItem(string code, Rows rows)
    {
        var description = rows.Descriptions.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault().Key ?? "";
        var title = RetailTitle.Tidy(description);
        rows.Prices.Sort();
        return new Item(new ItemId(code), title.Length > 0 ? title : code)
        {
            Category = RetailCategories.Of(description),
            Price = rows.Prices[(rows.Prices.Count - 1) / 2], // the lower median: a price that was charged
            AddedAt = rows.FirstSeen,
        };
    }

    sealed class Rows(DateTimeOffset firstSeen)
    {
        public DateTimeOffset FirstSeen { get; set; } = firstSeen;
        public List<decimal> Prices { get; } = [];
        public Dictionary<string, int> Descriptions { get; } = new(StringComparer.Ordinal);
    }
}
