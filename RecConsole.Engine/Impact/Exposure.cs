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

    readonly Dictionary<string, (long Live, long Draft)>[] counts = [.. Enum.GetValues<ExposureField>().Select(_ => new Dictionary<string, (long, long)>(StringComparer.OrdinalIgnoreCase))];
    readonly decimal[] priceEdges;
    readonly DateTimeOffset now;
    long live, draft;

    public ExposureCount(CatalogSnapshot catalog, DateTimeOffset now)
    {
        this.now = now;
        var prices = new List<decimal>(catalog.Count);
        foreach (var item in catalog.Items)
            if (item.IsEligible && item.Price is { } price) prices.Add(price);
        prices.Sort();
        priceEdges = prices.Count == 0 ? [] : [.. Enumerable.Range(1, PriceBands - 1).Select(band => prices[prices.Count * band / PriceBands]).Distinct()];
    }

    public void Add(Item item, bool isDraft)
    {
        foreach (var field in Enum.GetValues<ExposureField>())
        {
            var group = Group(field, item);
            var (l, d) = counts[(int)field].GetValueOrDefault(group);
            counts[(int)field][group] = isDraft ? (l, d + 1) : (l + 1, d);
        }
        if (isDraft) draft++;
        else live++;
    }

    /// <summary>Those that moved most first.</summary>
    public IReadOnlyList<ExposureShare> Of(ExposureField field) =>
        [.. counts[(int)field].Select(pair => new ExposureShare(pair.Key, pair.Value.Live / (double)Math.Max(1, live), pair.Value.Draft / (double)Math.Max(1, draft)))
            .OrderByDescending(share => Math.Abs(share.Draft - share.Live)).ThenBy(share => share.Group, StringComparer.Ordinal)];

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
