namespace RecConsole.Engine.Statistics;

/// <summary>
/// Mergeable sums over units of one arm that came with different probabilities: each unit counts 1 / its probability, so that the
/// arm's figure is that of all units had they come to it (Hájek 1971). Variance by the delta method on the weighted residuals.
/// </summary>
/// <param name="Weight">Σ w.</param>
/// <param name="Squared">Σ w².</param>
/// <param name="X">Σ w x; of a mean the values.</param>
/// <param name="Y">Σ w y; of a mean y is 1.</param>
/// <param name="Xx">Σ w² x², and the two that follow alike.</param>
public readonly record struct WeightedSums(double Weight, double Squared, double X, double Y, double Xx, double Xy, double Yy)
{
    /// <summary>With units that had this probability to come.</summary>
    public WeightedSums Add(in RatioSums units, double probability)
    {
        var w = 1 / probability;
        return new(Weight + w * units.Count, Squared + w * w * units.Count, X + w * units.X, Y + w * units.Y, Xx + w * w * units.Xx, Xy + w * w * units.Xy, Yy + w * w * units.Yy);
    }

    /// <summary>The same of a value a unit.</summary>
    public WeightedSums Add(in MeanSums units, double probability) => Add(new RatioSums(units.Count, units.Sum, units.Count, units.SumOfSquares, units.Sum, units.Count), probability);

    /// <summary>As though of (Σ w)² / Σ w² units of equal weight (Kish 1965); null with fewer than two of them, or without a denominator.</summary>
    public SampleMoments? Moments
    {
        get
        {
            if (Squared == 0 || Y == 0) return null;
            var units = Weight * Weight / Squared;
            if (units < 2) return null;
            var ratio = X / Y;
            var residuals = Math.Max(0, Xx - 2 * ratio * Xy + ratio * ratio * Yy);
            var count = (long)Math.Round(units);
            return new SampleMoments(count, ratio, residuals / (Y * Y) * units / (units - 1) * count);
        }
    }
}
