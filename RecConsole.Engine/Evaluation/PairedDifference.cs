using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>Two models asked the same cases: the mean of the difference, case by case, with its 95 % bootstrap interval over shoppers.</summary>
public static class PairedDifference
{
    const int Resamples = 2000;

    /// <param name="ours">A figure by case, in the order of the cases.</param>
    /// <returns>Of ours less theirs.</returns>
    /// <exception cref="ArgumentException">They are not of the same cases, or there is none.</exception>
    public static Interval Of(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, ulong seed)
    {
        if (ours.Count != theirs.Count || ours.Count == 0) throw new ArgumentException($"{ours.Count} cases cannot be held against {theirs.Count}.");
        var differences = new double[ours.Count];
        for (var i = 0; i < differences.Length; i++) differences[i] = ours[i] - theirs[i];
        return Bootstrap.Intervals(differences, 1, Resamples, seed, new ParallelOptions())[0];
    }
}
