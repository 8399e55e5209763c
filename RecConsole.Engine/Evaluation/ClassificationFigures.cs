namespace RecConsole.Engine.Evaluation;

/// <summary>Pairs whose probability lies in one stretch.</summary>
/// <param name="Probability">Mean of what was said.</param>
/// <param name="Share">Of them that came true.</param>
public sealed record CalibrationBin(double From, double To, int Pairs, double Probability, double Share);

/// <summary>How true probabilities of yes or no are, and the decisions that follow from taking one half and more for yes.</summary>
/// <param name="BaseRate">Share of yes: what the figures must be read against.</param>
/// <param name="Precision">Of what was said yes to, the share that was; null where yes was never said.</param>
/// <param name="Recall">Of what was, the share that yes was said to; null where nothing was.</param>
/// <param name="F1">Harmonic mean of the two; null where nothing was and yes was never said.</param>
/// <param name="LogLoss">Mean of -log of the probability of what was, natural.</param>
/// <param name="BaseLogLoss">The same for who always says the base rate.</param>
/// <param name="CalibrationError">Expected calibration error (Guo et al. 2017): the mean over the bins, by their pairs, of how far the mean probability lies from the share.</param>
/// <param name="Auc">Share of pairs of one yes and one no in which yes has the higher probability, a tie for half; null where one of them is missing.</param>
/// <param name="Bins">Ten of equal width; those without a pair are left out.</param>
public sealed record ClassificationFigures(
    int Pairs, double BaseRate, double Accuracy, double? Precision, double? Recall, double? F1, double LogLoss, double BaseLogLoss, double CalibrationError, double? Auc,
    IReadOnlyList<CalibrationBin> Bins)
{
    const int BinCount = 10;
    const double Yes = 0.5;
    const double Smallest = 1e-7; // a certainty that was wrong costs 16, not infinity

    /// <exception cref="ArgumentException">There is no pair, or not a label for each.</exception>
    public static ClassificationFigures Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels)
    {
        if (probabilities.IsEmpty || probabilities.Length != labels.Length)
            throw new ArgumentException($"There are {probabilities.Length} probabilities and {labels.Length} labels: there must be one of each at least, and as many of both.", nameof(labels));
        int right = 0, said = 0, both = 0, were = 0;
        var loss = 0.0;
        var (count, sum, hits) = (new int[BinCount], new double[BinCount], new int[BinCount]);
        for (var n = 0; n < labels.Length; n++)
        {
            var (p, label) = ((double)probabilities[n], labels[n]);
            var yes = p >= Yes;
            if (yes == label) right++;
            if (yes) said++;
            if (label) were++;
            if (yes && label) both++;
            loss -= Math.Log(Math.Max(Smallest, label ? p : 1 - p));
            var bin = Math.Clamp((int)(p * BinCount), 0, BinCount - 1);
            count[bin]++;
            sum[bin] += p;
            if (label) hits[bin]++;
        }
        double all = labels.Length;
        var bins = Enumerable.Range(0, BinCount).Where(bin => count[bin] > 0)
            .Select(bin => new CalibrationBin(bin / (double)BinCount, (bin + 1) / (double)BinCount, count[bin], sum[bin] / count[bin], hits[bin] / (double)count[bin])).ToArray();
        return new ClassificationFigures(labels.Length, were / all, right / all,
            said > 0 ? (double)both / said : null, were > 0 ? (double)both / were : null, said + were > 0 ? 2.0 * both / (said + were) : null,
            loss / all, Entropy(were / all), bins.Sum(bin => bin.Pairs / all * Math.Abs(bin.Probability - bin.Share)), AucOf(probabilities, labels, were), bins);
    }

    static double Entropy(double share) => share is 0 or 1 ? 0 : -share * Math.Log(share) - (1 - share) * Math.Log(1 - share);

    /// <summary>By the sum of the ranks (Mann and Whitney 1947), ties at the mean of theirs.</summary>
    static double? AucOf(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels, int were)
    {
        if (were == 0 || were == labels.Length) return null;
        var (values, ordered) = (probabilities.ToArray(), labels.ToArray());
        Array.Sort(values, ordered);
        var ranks = 0.0;
        for (var from = 0; from < values.Length;)
        {
            var to = from;
            var positives = 0;
            for (; to < values.Length && values[to] == values[from]; to++)
                if (ordered[to]) positives++;
            ranks += positives * (from + to + 1) / 2.0; // ranks from 1
            from = to;
        }
        return (ranks - were * (were + 1.0) / 2) / ((double)were * (labels.Length - were));
    }
}
