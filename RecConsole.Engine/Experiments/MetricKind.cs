namespace RecConsole.Engine.Experiments;

/// <summary>What a metric is of a unit.</summary>
public enum MetricKind
{
    /// <summary>It happened or it did not.</summary>
    Binary,

    /// <summary>A number a unit.</summary>
    Mean,

    /// <summary>Two numbers a unit; the metric is the sum of the first over the sum of the second.</summary>
    Ratio,
}
