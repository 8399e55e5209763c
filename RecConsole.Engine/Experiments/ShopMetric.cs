namespace RecConsole.Engine.Experiments;

/// <summary>What an experiment can measure of its units, from the first slate that showed them their variant on. Kept by name: never rename.</summary>
public enum ShopMetric
{
    /// <summary>Clicked item impressions over served ones.</summary>
    ClickThrough,

    /// <summary>Whether the unit ordered.</summary>
    Conversion,

    /// <summary>Whether the unit put something into the cart.</summary>
    AddToCart,

    /// <summary>Orders.</summary>
    Orders,

    /// <summary>What was paid, in the shop's currency.</summary>
    Revenue,

    /// <summary>What was paid less what it cost the shop, in its currency.</summary>
    Margin,

    /// <summary>Milliseconds from request to slate, over slates.</summary>
    Latency,

    /// <summary>Whether the unit came again on a later day; asked of shoppers, for a session never does.</summary>
    ReturnRate,

    /// <summary>Different categories over items, of what was shown.</summary>
    Diversity,
}
