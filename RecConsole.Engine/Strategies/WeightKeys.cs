using System.Collections.Immutable;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Strategies;

/// <summary>The sliders: relevance, one for each signal column but the price pair, and price fit, which is made of that pair.</summary>
public static class WeightKeys
{
    public const string Relevance = "relevance";

    /// <summary>Nearness of an item's price to the shopper's: one slider, two columns (architecture: price and price²).</summary>
    public const string PriceFit = "priceFit";

    /// <summary>The sliders in the order in which pages and contributions list them.</summary>
    public static ImmutableArray<string> All(SignalCatalog signals) =>
    [
        Relevance,
        PriceFit,
        .. signals.All.Select(signal => signal.Key).Where(key => key != SignalCatalog.PriceSquared),
    ];
}
