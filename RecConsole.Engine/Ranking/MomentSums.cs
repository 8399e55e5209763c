using System.Numerics.Tensors;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// The running sums behind <see cref="RelevanceMoments"/>: an item that comes or goes costs d², not a pass over the
/// catalogue. In double: at d = 64 the cancellation of product and mean leaves more than nine digits.
/// </summary>
sealed class MomentSums(int dimension)
{
    readonly double[] sum = new double[dimension];
    readonly double[] products = new double[dimension * dimension]; // upper triangle in use
    readonly double[] scratch = new double[dimension];
    double count;

    public void Add(ReadOnlySpan<float> embedding, double sign)
    {
        TensorPrimitives.ConvertTruncating(embedding, scratch.AsSpan());
        count += sign;
        for (var i = 0; i < dimension; i++)
        {
            var scaled = sign * scratch[i];
            sum[i] += scaled;
            var row = products.AsSpan(i * dimension + i, dimension - i);
            TensorPrimitives.MultiplyAdd(scratch.AsSpan(i), scaled, row, row);
        }
    }

    public void Merge(MomentSums other)
    {
        count += other.count;
        TensorPrimitives.Add<double>(sum, other.sum, sum);
        TensorPrimitives.Add<double>(products, other.products, products);
    }

    /// <param name="cold">Live items without an embedding: they lie at the mean and count in the covariance.</param>
    public RelevanceMoments ToMoments(int cold)
    {
        var mean = new float[dimension];
        var covariance = new double[dimension * dimension];
        if (count < 0.5) return new RelevanceMoments(mean, covariance);
        var known = count / (count + cold);
        for (var i = 0; i < dimension; i++) mean[i] = (float)(sum[i] / count);
        for (var i = 0; i < dimension; i++)
            for (var j = i; j < dimension; j++)
            {
                var value = (products[i * dimension + j] / count - sum[i] / count * (sum[j] / count)) * known;
                covariance[i * dimension + j] = covariance[j * dimension + i] = value;
            }
        return new RelevanceMoments(mean, covariance);
    }
}
