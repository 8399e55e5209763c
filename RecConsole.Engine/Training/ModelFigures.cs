using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Training;

/// <summary>How a model did on the part that was held out.</summary>
/// <param name="Cases">Shoppers that were asked.</param>
/// <param name="Items">The catalogue that was ranked.</param>
/// <param name="Intervals">95 % bootstrap intervals of those that are means over shoppers.</param>
public sealed record ModelFigures(int Cases, int Items, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, Interval> Intervals)
{
    /// <summary>How true the probabilities of a click model are; null for other models.</summary>
    public ClickFigures? Classification { get; init; }

    internal static ModelFigures Of(EvaluationReport report) => new(report.Cases, report.Items, report.Metrics, report.Intervals);
}
