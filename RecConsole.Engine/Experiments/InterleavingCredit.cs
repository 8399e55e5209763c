using RecConsole.Engine.Events;

namespace RecConsole.Engine.Experiments;

/// <summary>What earns a team its credit: only what belongs to the slot of an item can, since one unit sees both teams.</summary>
public static class InterleavingCredit
{
    /// <summary>The metrics that can be a goal.</summary>
    public static IReadOnlyList<ShopMetric> Metrics { get; } = [ShopMetric.ClickThrough, ShopMetric.AddToCart, ShopMetric.Orders];

    /// <summary>The events that the goal counts; null where the experiment is not interleaved or its goal cannot be told by slot.</summary>
    public static EventKind? KindOf(Experiment experiment) =>
        experiment.Method != ExperimentMethod.Interleaving || Goal(experiment) is not { } goal ? null : goal switch
        {
            ShopMetric.ClickThrough => EventKind.Click,
            ShopMetric.AddToCart => EventKind.AddToCart,
            ShopMetric.Orders => EventKind.Purchase,
            _ => null,
        };

    /// <summary>What a team earns, in words: clicks, additions to the cart, orders.</summary>
    public static string NameOf(ShopMetric metric) => metric switch
    {
        ShopMetric.ClickThrough => "clicks",
        ShopMetric.AddToCart => "additions to the cart",
        _ => "orders",
    };

    /// <summary>Of the first goal; null where there is none.</summary>
    public static ShopMetric? Goal(Experiment experiment) => experiment.Metrics.IsDefault ? null : experiment.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Goal)?.Metric;
}
