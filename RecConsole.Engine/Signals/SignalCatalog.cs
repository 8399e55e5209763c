using System.Collections.Immutable;

namespace RecConsole.Engine.Signals;

/// <summary>
/// The columns in their fixed order: the built-in ones, then one for each numeric attribute that the shop has named.
/// Immutable for the life of the process; the position in <see cref="All"/> is the column of the matrix.
/// </summary>
public sealed class SignalCatalog
{
    public const string Popularity = "popularity";
    public const string PopularityRecent = "popularityRecent";
    public const string Trend = "trend";
    public const string ClickThrough = "ctr";
    public const string Conversion = "conversion";
    public const string Newness = "newness";
    public const string Margin = "margin";
    public const string Price = "price";
    public const string PriceSquared = "priceSquared";
    public const string StockCover = "stockCover";
    public const string Campaign = "campaign";
    public const string AttributePrefix = "attribute:";

    static readonly ImmutableArray<SignalDefinition> BuiltIn =
    [
        new(Popularity, "Popularity", "bought, carted and viewed more over the last weeks", "weighted events", SignalTransform.Log1P, true),
        new(PopularityRecent, "Popularity now", "bought, carted and viewed more over the last day", "weighted events", SignalTransform.Log1P, true),
        new(Trend, "Trend", "more in demand over the last day than over the last weeks", "ratio", SignalTransform.Log, true),
        new(ClickThrough, "Click rate", "clicked more often when it is shown", "", SignalTransform.Winsorized, true),
        new(Conversion, "Conversion", "bought more often when it is looked at", "", SignalTransform.Winsorized, true),
        new(Newness, "Newness", "entered the assortment more lately", "", SignalTransform.Identity, false),
        new(Margin, "Margin", "earns a larger share of its price", "", SignalTransform.Winsorized, false),
        new(Price, "Price", "costs more", "currency", SignalTransform.Log, false),
        new(PriceSquared, "Price, squared", "lies further from the middle price", "", SignalTransform.Identity, false),
        new(StockCover, "Stock cover", "has stock for more days of sales", "days", SignalTransform.Log1P, true),
        new(Campaign, "Campaign", "belongs to a campaign that runs now", "", SignalTransform.Identity, false),
    ];

    public SignalCatalog(IEnumerable<string> numericAttributes)
    {
        All = [.. BuiltIn, .. numericAttributes.Distinct(StringComparer.Ordinal).Select(name =>
            new SignalDefinition(AttributePrefix + name, name, $"has a higher {name}", "", SignalTransform.Winsorized, false))];
    }

    public ImmutableArray<SignalDefinition> All { get; }

    public int Count => All.Length;

    /// <summary>The column of a signal, or -1.</summary>
    public int IndexOf(string key)
    {
        for (var i = 0; i < All.Length; i++)
            if (All[i].Key == key) return i;
        return -1;
    }
}
