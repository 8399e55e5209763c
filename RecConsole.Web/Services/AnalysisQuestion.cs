using System.Globalization;

namespace RecConsole.Web.Services;

/// <summary>What is asked of a table: which columns are what, and how its arms were meant.</summary>
/// <param name="Variant">Column that says which arm a row is of.</param>
public sealed record AnalysisQuestion(string Variant, MetricColumn Metric)
{
    /// <summary>Column of before the experiment, for CUPED.</summary>
    public string? Covariate { get; init; }

    /// <summary>Column that says whom a row is of, where a unit has several rows.</summary>
    public string? Unit { get; init; }

    /// <summary>The arm that the others are compared with; the first in alphabetical order where null.</summary>
    public string? Control { get; init; }

    /// <summary>How units should be shared out, in the arms' alphabetical order; equally where null.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Positive numbers between commas; null where the text is none.</summary>
    public static double[]? ParseWeights(string text)
    {
        var weights = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0 && double.IsFinite(weight) ? weight : 0).ToArray();
        return weights.All(weight => weight > 0) ? weights : null;
    }
}
