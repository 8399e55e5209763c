using System.Collections.Frozen;

namespace RecConsole.Engine.Experiments;

/// <summary>The one table of what each metric is and how it is sensibly looked at.</summary>
public static class MetricPresets
{
    /// <summary>Of a guardrail that names none.</summary>
    public const double Margin = 0.02;

    static readonly FrozenDictionary<ShopMetric, ExperimentMetric> Table = new ExperimentMetric[]
    {
        new(ShopMetric.ClickThrough, MetricRole.Goal) { MinimumEffect = 0.02 },
        new(ShopMetric.Conversion, MetricRole.Goal) { MinimumEffect = 0.02 },
        new(ShopMetric.AddToCart, MetricRole.Secondary) { MinimumEffect = 0.02 },
        new(ShopMetric.Orders, MetricRole.Secondary) { MinimumEffect = 0.02, WinsorPercentile = 0.999 },
        // a few large baskets carry most of the variance
        new(ShopMetric.Revenue, MetricRole.Goal) { MinimumEffect = 0.02, WinsorPercentile = 0.99 },
        new(ShopMetric.Margin, MetricRole.Secondary) { MinimumEffect = 0.02, WinsorPercentile = 0.99 },
        new(ShopMetric.Latency, MetricRole.Guardrail) { NonInferiorityMargin = 0.2, MinimumEffect = 0.05 },
        new(ShopMetric.ReturnRate, MetricRole.Secondary) { MinimumEffect = 0.02 },
        new(ShopMetric.Diversity, MetricRole.Secondary) { MinimumEffect = 0.05 },
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

    internal static MetricKind KindOf(ShopMetric metric) => metric switch
    {
        ShopMetric.Conversion or ShopMetric.AddToCart or ShopMetric.ReturnRate => MetricKind.Binary,
        ShopMetric.Orders or ShopMetric.Revenue or ShopMetric.Margin => MetricKind.Mean,
        _ => MetricKind.Ratio,
    };

    internal static string Words(MetricKind kind) => kind switch
    {
        MetricKind.Binary => "something that happened to a unit or did not",
        MetricKind.Mean => "a number a unit",
        _ => "a sum over another",
    };
}
