using System.Collections.Immutable;
using System.Globalization;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// Which items a rule is about: every clause that is given must hold; within a list, one value must match (upper and lower
/// case alike). No clause at all matches every item.
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
    /// <summary>Attribute name and the values of which the item must have one.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Attributes { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
    /// <summary>Attribute name and the range that its number must lie in.</summary>
    public ImmutableSortedDictionary<string, NumberRange> NumericAttributes { get; init; } = ImmutableSortedDictionary<string, NumberRange>.Empty;

    /// <summary>Whether what matches moves with the clock, not only with the catalogue.</summary>
    public bool DependsOnTime => AgeDays is not null;

    public bool Matches(Item item, DateTimeOffset now) =>
        Holds(Ids, item.Id.Value)
        && Holds(Categories, item.Category)
        && Holds(Brands, item.Brand)
        && Holds(Sellers, item.Seller)
        && (Price is not { } price || price.Contains((double?)item.Price))
        && (Stock is not { } stock || stock.Contains(item.Stock))
        && (AgeDays is not { } age || age.Contains((now - item.AddedAt)?.TotalDays))
        && AttributesHold(item);

    /// <summary>The same for two conditions that say the same: the key under which the matching items are kept.</summary>
    public string Key => string.Join('|',
        Join(Ids), Join(Categories), Join(Brands), Join(Sellers), Price, AgeDays, Stock,
        string.Join(';', Attributes.Select(pair => Quote(pair.Key) + "=" + Join(pair.Value))),
        string.Join(';', NumericAttributes.Select(pair => Quote(pair.Key) + "=" + pair.Value)));

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

    static string Join(ImmutableArray<string> values) => string.Join(',', values.Select(Quote).Order(StringComparer.Ordinal));

    static string Quote(string text) => "\"" + text.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
