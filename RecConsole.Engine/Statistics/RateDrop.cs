namespace RecConsole.Engine.Statistics;

/// <summary>
/// Whether a rate has fallen since it was measured, asked after each block of traffic for as long as one likes: the CUSUM of Page
/// 1954 over likelihood ratios, at each block the larger of what was gathered and of nothing, times the ratio of a rate that is lower by
/// <see cref="LeastDrop"/> to the reference. While no block's rate lies below the reference a ratio's mean is at most 1, whatever
/// the rates are, so that from any beginning to a false alarm there are <see cref="RunLength"/> blocks on average or more (Lorden
/// 1971, theorem 2; for all that is not below, Shin, Ramdas and Rinaldo 2023, "E-detectors", theorem 2.4).
/// Clicks of a session depend on each other: ratios are taken to the power of one over the dispersion (quasi-likelihood: McCullagh and
/// Nelder 1989, section 9.2), which makes the run length approximate where the dispersion is above 1.
/// </summary>
public static class RateDrop
{
    /// <summary>The relative fall that is found soonest; smaller ones take longer.</summary>
    public const double LeastDrop = 0.1;

    /// <summary>Blocks between false alarms, on average, at least.</summary>
    public const double RunLength = 365;

    /// <summary>At which gathered evidence, a logarithm, there is an alarm.</summary>
    public static double Limit { get; } = Math.Log(RunLength);

    /// <summary>Log of the ratio of a block of <paramref name="shown"/> trials with <paramref name="clicked"/> successes.</summary>
    /// <param name="reference">The rate of before, above 0 and below 1.</param>
    /// <param name="dispersion">Variance of counts between blocks over a binomial's, 1 or more.</param>
    public static double LogRatio(long shown, long clicked, double reference, double dispersion)
    {
        var fallen = reference * (1 - LeastDrop);
        return (clicked * Math.Log(1 - LeastDrop) + (shown - clicked) * Math.Log((1 - fallen) / (1 - reference))) / dispersion;
    }

    /// <summary>The evidence with one more block.</summary>
    public static double Gather(double evidence, double logRatio) => Math.Max(evidence, 0) + logRatio;
}
