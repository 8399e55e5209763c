namespace RecConsole.Engine.Experiments;

/// <summary>One metric of an experiment: what it is of each arm, and how the arms compare with the control.</summary>
/// <param name="Cut">Above it a value counted as this; null where nothing was cut.</param>
public sealed record MetricOutcome(ExperimentMetric Metric, IReadOnlyList<ArmFigure> Arms, IReadOnlyList<MetricLook> Looks, double? Cut)
{
    public string Name => ShopMetrics.NameOf(Metric.Metric);
}
