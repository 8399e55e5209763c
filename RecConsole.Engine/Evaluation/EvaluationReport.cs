using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>What an evaluation found. All figures are means over the cases unless their name says otherwise.</summary>
/// <param name="Cases">Shoppers that were asked.</param>
/// <param name="Items">The catalogue that was ranked.</param>
/// <param name="Metrics">By name, such as <c>ndcg@10</c>.</param>
/// <param name="Intervals">95 % bootstrap intervals of those that are means over shoppers.</param>
/// <param name="Seconds">Encoding, ranking and counting; without the bootstrap.</param>
public sealed record EvaluationReport(
    int Cases, int Items, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, Interval> Intervals, double Seconds)
{
    /// <summary>By segment and metric: how the figures differ by length of history and by popularity of what was looked for.</summary>
    public required IReadOnlyList<SegmentFigures> Segments { get; init; }

    /// <summary>nDCG@10 of each case, in the order in which they were asked: for a comparison with another model on the same cases.</summary>
    public required IReadOnlyList<double> Ndcg10ByCase { get; init; }

    /// <summary>Targets that the training part does not know, as a share.</summary>
    public double ColdTargets { get; init; }
}

/// <summary>The figures of some cases.</summary>
public sealed record SegmentFigures(string Segment, int Cases, double HitRate10, double Ndcg10, double Recall20);
