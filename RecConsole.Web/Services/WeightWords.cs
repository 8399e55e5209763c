using System.Globalization;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>What a weight is called, and what it does, in words.</summary>
public static class WeightWords
{
    public static string Title(string key, SignalCatalog signals) => key switch
    {
        WeightKeys.Relevance => "Relevance",
        WeightKeys.PriceFit => "Price fit",
        _ => signals.IndexOf(key) is >= 0 and var index ? signals.All[index].Title : key,
    };

    /// <summary>Which items it is about: "what … comes first". Some meanings are participles ("bought more").</summary>
    static string Meaning(string key, SignalCatalog signals) => key switch
    {
        WeightKeys.Relevance => "fits what the shopper looked at",
        WeightKeys.PriceFit => "costs about what the shopper usually spends",
        SignalCatalog.Popularity or SignalCatalog.PopularityRecent or SignalCatalog.Trend or SignalCatalog.ClickThrough or SignalCatalog.Conversion => "is " + Of(key, signals),
        _ => Of(key, signals),
    };

    /// <summary>Which items a change of the weight lifts: "lifts what …". Lowered, those with less of it gain.</summary>
    public static string Lifted(string key, float change, SignalCatalog signals) => change >= 0 ? Meaning(key, signals) : key switch
    {
        WeightKeys.Relevance => "fits less what the shopper looked at",
        WeightKeys.PriceFit => "costs something else than the shopper usually spends",
        SignalCatalog.Popularity => "is bought, carted and viewed less over the last weeks",
        SignalCatalog.PopularityRecent => "is bought, carted and viewed less over the last day",
        SignalCatalog.Trend => "is less in demand over the last day than over the last weeks",
        SignalCatalog.ClickThrough => "is clicked less often when it is shown",
        SignalCatalog.Conversion => "is bought less often when it is looked at",
        SignalCatalog.Newness => "entered the assortment longer ago",
        SignalCatalog.Margin => "earns a smaller share of its price",
        SignalCatalog.Price => "costs less",
        SignalCatalog.StockCover => "has stock for fewer days of sales",
        SignalCatalog.Campaign => "belongs to no campaign that runs now",
        _ => signals.IndexOf(key) >= 0 ? $"has a lower {Title(key, signals)}" : "has less of it",
    };

    static string Of(string key, SignalCatalog signals) => signals.IndexOf(key) is >= 0 and var index ? signals.All[index].Meaning : "has more of it";

    /// <summary>One sentence on what the weight does as it stands.</summary>
    public static string Sentence(string key, float weight, float relevance, SignalCatalog signals)
    {
        var meaning = Meaning(key, signals);
        if (weight == 0) return $"Off. Raised: what {meaning} comes first.";
        var direction = weight > 0 ? $"What {meaning} comes first" : $"What {meaning} comes last";
        if (key == WeightKeys.Relevance || relevance == 0) return direction + ".";
        var share = Math.Abs(weight / relevance);
        var size = share >= 0.995 && share <= 1.005 ? "as much as relevance" : share.ToString(share < 10 ? "0.##" : "0", CultureInfo.InvariantCulture) + " times as much as relevance";
        return $"{direction}; it counts {size}.";
    }
}
