namespace RecConsole.Engine.Statistics;

/// <summary>Mergeable sums of a rate over blocks of traffic: its value, how much blocks differ beyond chance, and a lower bound.</summary>
/// <param name="Blocks">With trials.</param>
/// <param name="SquaresByShown">Sum over blocks of successes² / trials.</param>
public readonly record struct RateSums(int Blocks, long Shown, long Clicked, double SquaresByShown)
{
    const double OneSided95 = 1.6448536269514722;

    public double Rate => Shown == 0 ? 0 : (double)Clicked / Shown;

    /// <summary>Whether the rate can be held against: it is above 0 and below 1.</summary>
    public bool IsUsable => Clicked > 0 && Clicked < Shown;

    public RateSums Add(long shown, long clicked) =>
        shown == 0 ? this : new(Blocks + 1, Shown + shown, Clicked + clicked, SquaresByShown + (double)clicked * clicked / shown);

    /// <summary>Pearson's statistic over its degrees of freedom, at least 1: the variance between blocks over a binomial's.</summary>
    public double Dispersion =>
        Blocks < 2 || !IsUsable ? 1 : Math.Max(1, (SquaresByShown - 2 * Rate * Clicked + Rate * Rate * Shown) / (Rate * (1 - Rate)) / (Blocks - 1));

    /// <summary>95 % lower bound of the rate, at least a tenth of it: what is held against is not too high by chance.</summary>
    public double Lower(double dispersion) => Math.Max(0.1 * Rate, Rate - OneSided95 * Math.Sqrt(dispersion * Rate * (1 - Rate) / Shown));
}
