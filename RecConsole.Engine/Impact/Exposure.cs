using System.Runtime.InteropServices;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Impact;

public enum ExposureField
{
    Brand,
    Category,
    Price,
    Newness,
    Seller,
}

/// <param name="Group">A brand, a price band, …</param>
/// <param name="Live">Share of the slots of the live strategy, 0 to 1.</param>
/// <param name="Draft">Share of the slots of the draft.</param>
public sealed record ExposureShare(string Group, double Live, double Draft);

/// <summary>Counts who stands in the slots of either strategy.</summary>
sealed class ExposureCount
{
    const string None = "none";
    const int PriceBands = 5;

    static readonly (double Days, string Name)[] Ages = [(7, "under a week"), (30, "under a month"), (90, "under 3 months"), (365, "under a year"), (double.PositiveInfinity, "older")];

    static readonly ExposureField[] Fields = Enum.GetValues<ExposureField>();

    readonly CatalogSnapshot catalog;
    readonly int[] groupOf; // [N, fields]: number of the item's group and 1 more; 0 while nobody has asked
    readonly Dictionary<string, int>[] numbers = [.. Fields.Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase))];
    readonly List<(string Name, long Live, long Draft)>[] counts = [.. Fields.Select(_ => new List<(string, long, long)>())];
    readonly decimal[] priceEdges;
    readonly DateTimeOffset now;
    long live, draft;

    public ExposureCount(CatalogSnapshot catalog, DateTimeOffset now)
    {
        (this.catalog, this.now, groupOf) = (catalog, now, new int[catalog.Count * Fields.Length]);
        var prices = new List<decimal>(catalog.Count);
        foreach (var item in catalog.Items)
            if (item.IsEligible && item.Price is { } price) prices.Add(price);
        prices.Sort();
        priceEdges = prices.Count == 0 ? [] : [.. Enumerable.Range(1, PriceBands - 1).Select(band => prices[prices.Count * band / PriceBands]).Distinct()];
    }

    /// <summary>Cost: one addition a field; an item's groups are named the first time that it is seen.</summary>
    /// <param name="item">Dense index.</param>
    public void Add(int item, bool isDraft)
    {
        var own = groupOf.AsSpan(item * Fields.Length, Fields.Length);
        for (var field = 0; field < own.Length; field++)
        {
            if (own[field] == 0) own[field] = Number(field, catalog[item]) + 1;
            ref var count = ref CollectionsMarshal.AsSpan(counts[field])[own[field] - 1];
            if (isDraft) count.Draft++;
            else count.Live++;
        }
        if (isDraft) draft++;
        else live++;
    }

    /// <summary>Those that moved most first.</summary>
    public IReadOnlyList<ExposureShare> Of(ExposureField field) =>
        [.. counts[(int)field].Select(group => new ExposureShare(group.Name, group.Live / (double)Math.Max(1, live), group.Draft / (double)Math.Max(1, draft)))
            .OrderByDescending(share => Math.Abs(share.Draft - share.Live)).ThenBy(share => share.Group, StringComparer.Ordinal)];

    int Number(int field, Item item)
    {
        var name = Group(Fields[field], item);
        if (numbers[field].TryGetValue(name, out var known)) return known;
        counts[field].Add((name, 0, 0));
        numbers[field].Add(name, counts[field].Count - 1);
        return counts[field].Count - 1;
    }

    string Group(ExposureField field, Item item) => field switch
    {
        ExposureField.Brand => item.Brand ?? None,
        ExposureField.Category => item.Category ?? None,
        ExposureField.Seller => item.Seller ?? None,
        ExposureField.Price => Band(item.Price),
        _ => item.AddedAt is { } added ? Ages.First(age => (now - added).TotalDays < age.Days).Name : "unknown",
    };

    /// <summary>Fifths of the catalogue's prices.</summary>
    string Band(decimal? price)
    {
        if (price is not { } known || priceEdges.Length == 0) return "unknown";
        var band = Array.FindIndex(priceEdges, edge => known < edge);
        return band switch
        {
            0 => FormattableString.Invariant($"under {priceEdges[0]:0.##}"),
            -1 => FormattableString.Invariant($"from {priceEdges[^1]:0.##}"),
            _ => FormattableString.Invariant($"{priceEdges[band - 1]:0.##} to {priceEdges[band]:0.##}"),
        };
    }
}
