using System.Collections.Immutable;
using System.Globalization;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// Which items a rule is about: every clause that is given must hold; within a list, one value must match (upper and lower
/// case alike, but for ids and the names of attributes). No clause at all matches every item.
/// </summary>
public sealed record ItemCondition
{
    public static ItemCondition Every { get; } = new();

    public ImmutableArray<string> Ids { get; init; } = [];
    public ImmutableArray<string> Categories { get; init; } = [];
    public ImmutableArray<string> Brands { get; init; } = [];
    public ImmutableArray<string> Sellers { get; init; } = [];
    /// <summary>In the shop's currency.</summary>
    public NumberRange? Price { get; init; }
    /// <summary>Days since the item entered the assortment, as of the shop's now.</summary>
    public NumberRange? AgeDays { get; init; }
    /// <summary>Units at hand.</summary>
    public NumberRange? Stock { get; init; }
    /// <summary>Attribute name (as the catalogue writes it) and the values of which the item must have one; no value: any will do.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Attributes { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);
    /// <summary>Attribute name (as the catalogue writes it) and the range that its number must lie in.</summary>
    public ImmutableSortedDictionary<string, NumberRange> NumericAttributes { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        ImmutableSortedDictionary.Create<string, NumberRange>(StringComparer.Ordinal);

    /// <summary>Whether what matches moves with the clock, not only with the catalogue.</summary>
    public bool DependsOnTime => AgeDays is not null;

    public bool Matches(Item item, DateTimeOffset now) =>
        (Ids.IsEmpty || Ids.Contains(item.Id.Value))
        && Holds(Categories, item.Category)
        && Holds(Brands, item.Brand)
        && Holds(Sellers, item.Seller)
        && (Price is not { } price || price.Contains((double?)item.Price))
        && (Stock is not { } stock || stock.Contains(item.Stock))
        && (AgeDays is not { } age || age.Contains((now - item.AddedAt)?.TotalDays))
        && AttributesHold(item);

    /// <summary>The same for two conditions that say the same: the key under which the matching items are kept.</summary>
    public string Key => string.Join('|',
        string.Join(',', Ids.Select(Quote).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)), Join(Categories), Join(Brands), Join(Sellers), Price, AgeDays, Stock,
        string.Join(';', Attributes.Select(pair => Quote(pair.Key) + "=" + Join(pair.Value))),
        string.Join(';', NumericAttributes.Select(pair => Quote(pair.Key) + "=" + pair.Value)));

    /// <summary>What is wrong with the clauses and what would be right, or null.</summary>
    internal string? Problem()
    {
        if (Price is { IsEmpty: true } || AgeDays is { IsEmpty: true } || Stock is { IsEmpty: true } || NumericAttributes.Values.Any(range => range.IsEmpty))
            return "a range ends before it begins";
        return Ids.Concat(Categories).Concat(Brands).Concat(Sellers).Concat(Attributes.Keys).Concat(NumericAttributes.Keys).Any(string.IsNullOrWhiteSpace)
            ? "an id, category, brand, seller or attribute name is empty; leave it away" : null;
    }

    bool AttributesHold(Item item)
    {
        foreach (var (name, values) in Attributes)
            if (!item.Attributes.TryGetValue(name, out var value) || !Holds(values, value)) return false;
        foreach (var (name, range) in NumericAttributes)
            if (!item.Attributes.TryGetValue(name, out var text)
                || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !range.Contains(number)) return false;
        return true;
    }

    static bool Holds(ImmutableArray<string> wanted, string? value)
    {
        if (wanted.IsEmpty) return true;
        if (value is null) return false;
        foreach (var one in wanted)
            if (string.Equals(one, value, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The values of a list as one text: the same for lists that match alike.</summary>
    internal static string Join(ImmutableArray<string> values) =>
        // upper case, because that is what comparing without case compares
        string.Join(',', values.Select(value => Quote(value.ToUpperInvariant())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
