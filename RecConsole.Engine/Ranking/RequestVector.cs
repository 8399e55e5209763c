using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// A revision and a shopper as one vector over the columns of the matrix: q = [ w_rel · u / σ(u) | weights of the signals ],
/// and the constant that makes relevance a z-score: offset = -w_rel · μ·u / σ(u). Price fit -(price - taste)² is spread
/// over the columns price and price², scaled to unit deviation by their correlation. Of a model that is a sparse term, relevance
/// is no part of the vector: its list stands beside it (<see cref="ShopperEncoding.List"/>), under the same weight.
/// </summary>
public readonly struct RequestVector
{
    /// <summary>Coefficients of price fit on the two price columns, the weight included; 0 where taste is unknown.</summary>
    public float PriceFitLinear { get; private init; }
    public float PriceFitSquared { get; private init; }

    /// <summary>The constant added to each score.</summary>
    public float Offset { get; private init; }

    /// <summary>Writes the vector into <paramref name="q"/> [W].</summary>
    /// <param name="u">Encoder output [d]; all zero for an unknown shopper, whose relevance is 0 for every item.</param>
    /// <param name="meanLogPrice">Mean ln(price) of the shopper's latest items; NaN when unknown.</param>
    public static RequestVector Write(CatalogMatrix matrix, StrategyRevision revision, ReadOnlySpan<float> u, double meanLogPrice, Span<float> q)
    {
        var d = matrix.Dimension;
        var relevance = revision.Weight(WeightKeys.Relevance);
        var (deviation, meanProduct) = d > 0 ? matrix.Moments.Of(u) : (0, 0);
        var scale = deviation > 0 ? relevance / deviation : 0;
        for (var i = 0; i < d; i++) q[i] = (float)(scale * u[i]);

        for (var s = 0; s < matrix.Signals.Count; s++) q[d + s] = revision.Weight(matrix.Signals.All[s].Key);

        var (linear, squared) = PriceFit(matrix, revision.Weight(WeightKeys.PriceFit), meanLogPrice);
        q[d + matrix.PriceColumn] += linear;
        q[d + matrix.PriceSquaredColumn] = squared; // price² has no slider of its own
        return new RequestVector { PriceFitLinear = linear, PriceFitSquared = squared, Offset = (float)(-scale * meanProduct) };
    }

    /// <summary>
    /// With P = z(ln price) and Q = z(P²), P² = m + s·Q, so -(P - t)² = 2t·P - s·Q + constant; its variance over the live
    /// catalogue is (2t)² + s² - 4·t·s·corr(P, Q), by which both coefficients are divided.
    /// </summary>
    internal static (float Linear, float Squared) PriceFit(CatalogMatrix matrix, float weight, double meanLogPrice)
    {
        var price = matrix.Scale(matrix.PriceColumn);
        if (weight == 0 || double.IsNaN(meanLogPrice) || price.Deviation == 0) return (0, 0);
        var taste = (meanLogPrice - price.Mean) / price.Deviation;
        var linear = 2 * taste;
        var squared = -matrix.Scale(matrix.PriceSquaredColumn).Deviation;
        var variance = linear * linear + squared * squared + 2 * linear * squared * matrix.PriceCorrelation;
        if (variance < 1e-9) return (0, 0);
        var factor = weight / Math.Sqrt(variance);
        return ((float)(factor * linear), (float)(factor * squared));
    }
}
