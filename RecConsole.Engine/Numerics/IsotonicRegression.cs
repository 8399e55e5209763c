namespace RecConsole.Engine.Numerics;

/// <summary>
/// The rising function of a score that lies nearest to the labels by squares, by pooling adjacent violators (PAV; Ayer et al. 1955,
/// for calibration Zadrozny and Elkan 2002): steps, each the share of labels among the scores that it covers. Between the mean
/// scores of two steps it goes in a straight line, so that it rises strictly there; before the first and after the last it is level.
/// </summary>
/// <param name="Scores">Mean score of each step, ascending.</param>
/// <param name="Values">Share of labels of each step, ascending.</param>
public sealed record IsotonicRegression(IReadOnlyList<double> Scores, IReadOnlyList<double> Values)
{
    /// <exception cref="ArgumentException">Nothing to fit, or a label for each score is missing.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length || scores.IsEmpty)
            throw new ArgumentException($"There are {scores.Length} scores and {labels.Length} labels: there must be one of each at least, and as many of both.", nameof(labels));
        var ordered = scores.ToArray();
        var positive = labels.ToArray();
        Array.Sort(ordered, positive);
        var steps = new List<Step>();
        for (var n = 0; n < ordered.Length;)
        {
            var first = n;
            var step = new Step(0, 0, 0);
            for (; n < ordered.Length && ordered[n] == ordered[first]; n++) step = step.With(new Step(1, ordered[n], positive[n] ? 1 : 0)); // one score has one value
            for (; steps.Count > 0 && steps[^1].Value >= step.Value; steps.RemoveAt(steps.Count - 1)) step = step.With(steps[^1]);
            steps.Add(step);
        }
        return new IsotonicRegression([.. steps.Select(step => step.Score)], [.. steps.Select(step => step.Value)]);
    }

    public double At(double score)
    {
        if (score <= Scores[0]) return Values[0];
        for (var i = 1; i < Scores.Count; i++)
            if (score < Scores[i]) return Values[i - 1] + (Values[i] - Values[i - 1]) * (score - Scores[i - 1]) / (Scores[i] - Scores[i - 1]);
        return Values[^1];
    }

    readonly record struct Step(int Count, double ScoreSum, int Positives)
    {
        public double Score => ScoreSum / Count;

        public double Value => (double)Positives / Count;

        public Step With(Step other) => new(Count + other.Count, ScoreSum + other.ScoreSum, Positives + other.Positives);
    }
}
