using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Services;

/// <summary>In: the catalogue. Out: the words that the form of a rule offers. Made once a version; one pass over the items.</summary>
public sealed class RuleVocabulary(CatalogStore store)
{
    /// <summary>Names that shops commonly use; any other may be typed.</summary>
    public static IReadOnlyList<string> Placements { get; } = ["home", "category", "search", "item", "cart"];

    /// <inheritdoc cref="Placements"/>
    public static IReadOnlyList<string> Devices { get; } = ["desktop", "mobile", "phone", "tablet"];

    /// <summary>A list of more is none to choose from.</summary>
    const int MaxValues = 300;

    volatile RuleWordLists lists = new(-1, [], [], [], new Dictionary<string, IReadOnlyList<string>>());

    public RuleWordLists Current
    {
        get
        {
            var snapshot = store.Current;
            var known = lists;
            return known.Version == snapshot.Version ? known : lists = Make(snapshot);
        }
    }

    static RuleWordLists Make(CatalogSnapshot snapshot)
    {
        var (categories, brands, sellers) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var attributes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var item in snapshot.Items)
        {
            Add(categories, item.Category);
            Add(brands, item.Brand);
            Add(sellers, item.Seller);
            foreach (var (name, value) in item.Attributes)
            {
                if (!attributes.TryGetValue(name, out var values)) attributes.Add(name, values = new(StringComparer.OrdinalIgnoreCase));
                Add(values, value);
            }
        }
        return new RuleWordLists(snapshot.Version, Sorted(categories), Sorted(brands), Sorted(sellers), attributes.ToDictionary(pair => pair.Key, pair => Sorted(pair.Value), StringComparer.Ordinal));
    }

    static void Add(HashSet<string> words, string? word)
    {
        if (!string.IsNullOrWhiteSpace(word) && words.Count < MaxValues) words.Add(word);
    }

    static IReadOnlyList<string> Sorted(HashSet<string> words) => [.. words.Order(StringComparer.OrdinalIgnoreCase)];
}

/// <param name="Attributes">By name, the values that items have.</param>
public sealed record RuleWordLists(
    long Version, IReadOnlyList<string> Categories, IReadOnlyList<string> Brands, IReadOnlyList<string> Sellers, IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes);
