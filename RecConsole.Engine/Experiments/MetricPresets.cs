using System.Collections.Frozen;

namespace RecConsole.Engine.Experiments;

/// <summary>The one table of what each metric is and how it is sensibly looked at.</summary>
public static class MetricPresets
{
    /// <summary>Of a guardrail that names none.</summary>
    public const double Margin = 0.02;

    static readonly FrozenDictionary<ShopMetric, ExperimentMetric> Table = new ExperimentMetric[]
    {
        new(ShopMetric.ClickThrough, MetricRole.Goal) { Kind = MetricKind.Ratio, MinimumEffect = 0.02 },
        new(ShopMetric.Conversion, MetricRole.Goal) { Kind = MetricKind.Binary, MinimumEffect = 0.02 },
        new(ShopMetric.AddToCart, MetricRole.Secondary) { Kind = MetricKind.Binary, MinimumEffect = 0.02 },
        new(ShopMetric.Orders, MetricRole.Secondary) { Kind = MetricKind.Mean, MinimumEffect = 0.02, WinsorPercentile = 0.999 },
        // a few large baskets carry most of the variance
        new(ShopMetric.Revenue, MetricRole.Goal) { Kind = MetricKind.Mean, MinimumEffect = 0.02, WinsorPercentile = 0.99 },
        new(ShopMetric.Margin, MetricRole.Secondary) { Kind = MetricKind.Mean, MinimumEffect = 0.02, WinsorPercentile = 0.99 },
        new(ShopMetric.Latency, MetricRole.Guardrail) { Kind = MetricKind.Ratio, HigherIsBetter = false, NonInferiorityMargin = 0.2, MinimumEffect = 0.05 },
        new(ShopMetric.ReturnRate, MetricRole.Secondary) { Kind = MetricKind.Binary, MinimumEffect = 0.02 },
        new(ShopMetric.Diversity, MetricRole.Secondary) { Kind = MetricKind.Ratio, MinimumEffect = 0.05 },
    }.ToFrozenDictionary(metric => metric.Metric);

    /// <summary>In the order of <see cref="ShopMetric"/>.</summary>
    public static IReadOnlyList<ExperimentMetric> All { get; } = [.. Enum.GetValues<ShopMetric>().Select(metric => Table[metric])];

    /// <summary>The metric in the role in which it is mostly wanted.</summary>
    public static ExperimentMetric Of(ShopMetric metric) => Table[metric];

    /// <summary>The metric in another role, with a margin where it guards.</summary>
    public static ExperimentMetric Of(ShopMetric metric, MetricRole role) => Table[metric] with
    {
        Role = role,
        NonInferiorityMargin = role == MetricRole.Guardrail ? Table[metric].NonInferiorityMargin ?? Margin : null,
    };

    internal static string Words(MetricKind kind) => kind switch
    {
        MetricKind.Binary => "something that happened to a unit or did not",
        MetricKind.Mean => "a number a unit",
        _ => "a sum over another",
    };
}
