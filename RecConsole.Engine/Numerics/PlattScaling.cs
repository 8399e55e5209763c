namespace RecConsole.Engine.Numerics;

/// <summary>
/// P(label | score) = 1 / (1 + exp(-(slope score + intercept))): Platt 1999, with his targets, (n+ + 1) / (n+ + 2) for a label and
/// 1 / (n- + 2) for none, which keep the line finite where scores separate the labels. Fitted by Newton's method with
/// backtracking (Lin, Lin and Weng 2007).
/// </summary>
public sealed record PlattScaling(double Slope, double Intercept)
{
    const int MaxSteps = 100;
    const double Ridge = 1e-12; // keeps the Hessian invertible where all scores are the same
    const double SmallestStep = 1e-10;

    /// <exception cref="ArgumentException">Nothing to fit, or a label for each score is missing.</exception>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length || scores.IsEmpty)
            throw new ArgumentException($"There are {scores.Length} scores and {labels.Length} labels: there must be one of each at least, and as many of both.", nameof(labels));
        var positives = labels.Count(true);
        var (yes, no) = ((positives + 1.0) / (positives + 2), 1.0 / (labels.Length - positives + 2));
        var line = new PlattScaling(0, Math.Log((positives + 1.0) / (labels.Length - positives + 1)));
        var loss = Loss(line, scores, labels, yes, no);
        for (var step = 0; step < MaxSteps; step++)
        {
            double slopes = 0, intercepts = 0, ss = Ridge, si = 0, ii = Ridge;
            for (var n = 0; n < scores.Length; n++)
            {
                var p = line.At(scores[n]);
                var (miss, spread) = (p - (labels[n] ? yes : no), p * (1 - p));
                slopes += miss * scores[n];
                intercepts += miss;
                ss += spread * scores[n] * scores[n];
                si += spread * scores[n];
                ii += spread;
            }
            var determinant = ss * ii - si * si;
            if (!(determinant > 0)) return line;
            var (down, across) = ((ii * slopes - si * intercepts) / determinant, (ss * intercepts - si * slopes) / determinant);
            var length = 1.0;
            PlattScaling next;
            double lower;
            do
            {
                next = new PlattScaling(line.Slope - length * down, line.Intercept - length * across);
                lower = Loss(next, scores, labels, yes, no);
                length /= 2;
            }
            while (!(lower <= loss) && length > SmallestStep);
            if (!(loss - lower > 1e-12 * (1 + loss))) return lower < loss ? next : line;
            (line, loss) = (next, lower);
        }
        return line;
    }

    public double At(double score) => 1 / (1 + Math.Exp(-(Slope * score + Intercept)));

    static double Loss(PlattScaling line, ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double yes, double no)
    {
        var sum = 0.0;
        for (var n = 0; n < scores.Length; n++)
        {
            var x = line.Slope * scores[n] + line.Intercept;
            sum += Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))) - (labels[n] ? yes : no) * x;
        }
        return sum;
    }
}
