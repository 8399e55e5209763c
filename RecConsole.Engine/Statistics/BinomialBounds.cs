using MathNet.Numerics.Distributions;

namespace RecConsole.Engine.Statistics;

/// <summary>Between which counts a share that is what it should be falls, exactly: what a simulation is judged by.</summary>
/// <param name="Least">Fewer have at most half the alpha's chance.</param>
/// <param name="Most">More have at most half the alpha's chance.</param>
public readonly record struct BinomialBounds(int Least, int Most)
{
    public static BinomialBounds Of(int trials, double probability, double alpha)
    {
        var (least, most) = (0, 0);
        while (Binomial.CDF(probability, trials, most) < 1 - alpha / 2) most = Next(trials, probability, most, 1 - alpha / 2);
        while (Binomial.CDF(probability, trials, least) <= alpha / 2) least = Next(trials, probability, least, alpha / 2);
        return new(least, most);
    }

    public bool Hold(int count) => count >= Least && count <= Most;

    /// <summary>The farthest count that can be jumped to without passing the level: by halves from the end, so that some log² n steps do.</summary>
    static int Next(int trials, double probability, int from, double level)
    {
        var jump = 1;
        while (from + 2 * jump < trials && Binomial.CDF(probability, trials, from + 2 * jump) < level) jump *= 2;
        return from + jump;
    }
}
