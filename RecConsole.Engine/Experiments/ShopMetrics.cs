namespace RecConsole.Engine.Experiments;

/// <summary>What the metrics of experiments are called, and in which unit they are.</summary>
public static class ShopMetrics
{
    public static string NameOf(ShopMetric metric) => metric switch
    {
        ShopMetric.ClickThrough => "CTR",
        ShopMetric.Conversion => "conversion",
        ShopMetric.AddToCart => "add-to-cart",
        ShopMetric.Orders => "orders",
        ShopMetric.Revenue => "revenue",
        ShopMetric.Margin => "margin",
        ShopMetric.Latency => "latency",
        ShopMetric.ReturnRate => "return rate",
        ShopMetric.Diversity => "diversity",
        _ => metric.ToString(),
    };

    /// <summary>Whether it is a share, to be read in percent.</summary>
    public static bool IsShare(ShopMetric metric) => metric is ShopMetric.ClickThrough or ShopMetric.Conversion or ShopMetric.AddToCart or ShopMetric.ReturnRate or ShopMetric.Diversity;
}
