using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Statistics;

/// <summary>The sums of an arm of simulated units. A unit has a skewed amount, a rate, clicks on views whose rate differs from unit to unit, and a covariate of before.</summary>
struct SimulatedArm
{
    /// <summary>Share of units with a success, without a lift.</summary>
    public const double Rate = 0.05;

    /// <summary>Of the amount: lognormal with a standard deviation 1.3 times its mean, about as revenue of those who buy.</summary>
    const double LogMean = 3, LogDeviation = 1;

    /// <summary>Most clicks are of few: a unit's rate is this times a uniform number to the power of three, 0.05 on average.</summary>
    const double HighestClickRate = 0.2;

    /// <summary>A unit has one view and, again and again with this probability, another.</summary>
    const double AnotherView = 0.8;

    public MeanSums Amounts;
    public long Successes;
    public RatioSums Clicks;

    /// <summary>Views of all units, and clicks on them: what counts if views are taken for units.</summary>
    public (long Views, long Clicks) Flat;

    public CovariateSums Adjusted;

    public static double MeanAmount => Math.Exp(LogMean + LogDeviation * LogDeviation / 2);

    public readonly SampleMoments RatioMoments => new(Clicks.Count, Clicks.Ratio!.Value, Clicks.StandardError!.Value * Clicks.StandardError.Value * Clicks.Count);

    public readonly SampleMoments RateMoments => SampleMoments.OfProportion(Successes, Amounts.Count);

    /// <param name="lift">Relative, of amount and rate.</param>
    /// <param name="correlation">Of covariate and adjusted metric; both are standard normal.</param>
    public void Add(Rng rng, double lift, double correlation)
    {
        Amounts = Amounts.Add((1 + lift) * Math.Exp(LogMean + LogDeviation * rng.NextGaussian()));
        if (rng.NextBool(Rate * (1 + lift))) Successes++;
        var (views, clicks) = (1, 0);
        while (rng.NextBool(AnotherView)) views++;
        var rate = HighestClickRate * Math.Pow(rng.NextDouble(), 3);
        for (var view = 0; view < views; view++) clicks += rng.NextBool(rate) ? 1 : 0;
        Clicks = Clicks.Add(clicks, views);
        Flat = (Flat.Views + views, Flat.Clicks + clicks);
        var before = rng.NextGaussian();
        Adjusted = Adjusted.Add(correlation * before + Math.Sqrt(1 - correlation * correlation) * rng.NextGaussian(), before);
    }
}
