namespace RecConsole.Engine.Experiments;

/// <summary>One unit's part in a metric: value over denominator (1 unless it is a ratio), and the same of before the experiment.</summary>
public readonly record struct UnitValue(double Value, double Denominator, double PastValue, double PastDenominator)
{
    /// <summary>Of all that the unit did since it was first exposed.</summary>
    public static UnitValue Of(ShopMetric metric, UnitTally unit) => Of(metric, unit.Total, unit.Returned, unit.Past);

    /// <summary>Of one day of the unit's own.</summary>
    /// <param name="returned">Whether it came again on a later day.</param>
    public static UnitValue Of(ShopMetric metric, in UnitCounts counts, bool returned, in UnitPast past) => metric switch
    {
        ShopMetric.ClickThrough => new(counts.Clicks, counts.Impressions, past.Clicks, past.Impressions),
        ShopMetric.Conversion => new(counts.Orders > 0 ? 1 : 0, 1, past.Orders > 0 ? 1 : 0, 1),
        ShopMetric.AddToCart => new(counts.Carts > 0 ? 1 : 0, 1, past.Carts > 0 ? 1 : 0, 1),
        ShopMetric.Orders => new(counts.Orders, 1, past.Orders, 1),
        ShopMetric.Revenue => new(counts.Revenue, 1, past.Revenue, 1),
        ShopMetric.Margin => new(counts.Margin, 1, past.Margin, 1),
        ShopMetric.Latency => new(counts.LatencyMs, counts.Slates, 0, 0),
        ShopMetric.ReturnRate => new(returned ? 1 : 0, 1, past.IsKnown ? 1 : 0, 1),
        ShopMetric.Diversity => new(counts.Categories, counts.Impressions, 0, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
