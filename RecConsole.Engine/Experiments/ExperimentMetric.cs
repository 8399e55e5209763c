using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>A metric of an experiment. <see cref="MetricPresets"/> has sound ones of each.</summary>
public sealed record ExperimentMetric(ShopMetric Metric, MetricRole Role)
{
    /// <summary>What the metric is; it is no other.</summary>
    public MetricKind Kind { get; init; } = MetricPresets.KindOf(Metric);

    public bool HigherIsBetter { get; init; } = Metric != ShopMetric.Latency;

    /// <summary>Guardrails only: the worst change that is still borne, as a share of the control's value, such as 0.02.</summary>
    public double? NonInferiorityMargin { get; init; }

    /// <summary>Values above this quantile of all units count as its value, so that one unit cannot decide; null for none.</summary>
    public double? WinsorPercentile { get; init; }

    /// <summary>The smallest change worth having, as a share of the control's value: below it there is no effect of interest.</summary>
    public double MinimumEffect { get; init; }

    /// <summary>What is wrong with it and what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Metric) || !Enum.IsDefined(Role) || !Enum.IsDefined(Kind))
        {
            yield return $"A metric is one of {string.Join(", ", Enum.GetNames<ShopMetric>())}; its role one of {string.Join(", ", Enum.GetNames<MetricRole>())}; its kind one of {string.Join(", ", Enum.GetNames<MetricKind>())}.";
            yield break;
        }
        var preset = MetricPresets.Of(Metric);
        if (Kind != preset.Kind) yield return $"{Metric} is {MetricPresets.Words(preset.Kind)}: its kind is {preset.Kind}, not {Kind}.";
        if (Role == MetricRole.Guardrail && NonInferiorityMargin is not (> 0 and < 1))
            yield return $"The guardrail {Metric} wants a margin between 0 and 1: the worst change that is still borne, such as {Text(MetricPresets.Margin)} for 2 %.";
        if (Role != MetricRole.Guardrail && NonInferiorityMargin is not null) yield return $"Only a guardrail has a margin; {Metric} is a {Role}: leave it away.";
        if (WinsorPercentile is { } quantile && (Kind != MetricKind.Mean || !(quantile is > 0.5 and < 1)))
            yield return Kind == MetricKind.Mean
                ? $"The cut of {Metric} lies between 0.5 and 1, such as 0.999; it is {Text(quantile)}."
                : $"Only the mean of a number is cut at a quantile; {Metric} is {MetricPresets.Words(Kind)}: leave it away.";
        if (!(MinimumEffect is >= 0 and < 10)) yield return $"The smallest change worth having of {Metric} is a share of 0 or more, such as 0.02 for 2 %; it is {Text(MinimumEffect)}.";
    }

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
