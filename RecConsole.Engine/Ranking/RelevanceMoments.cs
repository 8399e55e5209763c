using System.Numerics.Tensors;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Mean μ [d] and covariance Σ [d, d] of the embeddings over the live catalogue, by which relevance becomes a z-score for
/// the price of a d x d product: (e - μ)·u / σ(u), σ(u)² = uᵀ Σ u. Items without an embedding lie at μ.
/// </summary>
public sealed class RelevanceMoments
{
    readonly float[] mean;
    readonly double[] covariance; // row-major

    internal RelevanceMoments(float[] mean, double[] covariance)
    {
        (this.mean, this.covariance) = (mean, covariance);
        double trace = 0;
        for (var i = 0; i < mean.Length; i++) trace += covariance[i * mean.Length + i];
        Spread = Math.Sqrt(Math.Max(0, trace));
    }

    /// <summary>Root of the covariance's trace: how far items lie from the mean.</summary>
    public double Spread { get; }

    public int Dimension => mean.Length;

    public ReadOnlySpan<float> Mean => mean;

    /// <summary>σ(u) and μ·u; a deviation that is not distinguishable from zero is given as 0: relevance is then 0 for all.</summary>
    public (double Deviation, double MeanProduct) Of(ReadOnlySpan<float> u)
    {
        double variance = 0, trace = 0, squaredNorm = 0;
        for (var i = 0; i < mean.Length; i++)
        {
            double row = 0;
            var offset = i * mean.Length;
            for (var j = 0; j < mean.Length; j++) row += covariance[offset + j] * u[j];
            variance += row * u[i];
            trace += covariance[offset + i];
            squaredNorm += (double)u[i] * u[i];
        }
        // Below 1e-12 of the largest possible value the variance is rounding, not spread.
        var deviation = variance > 1e-12 * trace * squaredNorm ? Math.Sqrt(variance) : 0;
        return (deviation, TensorPrimitives.Dot(mean, u));
    }
}
