using System.Numerics.Tensors;

namespace RecConsole.Engine.Numerics;

/// <summary>
/// Truncated singular value decomposition of a sparse symmetric matrix by randomized subspace iteration (Halko, Martinsson
/// and Tropp 2011, algorithms 4.4 and 5.1): a Gaussian sketch, power iterations each followed by a QR, then the exact
/// decomposition of the small matrix that is left.
/// </summary>
public static class RandomizedSvd
{
    /// <summary>Columns sketched beyond the rank (their section 4.2: 5 or 10 are enough).</summary>
    public const int Oversampling = 16;

    /// <summary>Passes that sharpen the sketch where singular values fall slowly, as they do for co-occurrence.</summary>
    public const int PowerIterations = 4;

    /// <summary>
    /// The <paramref name="rank"/> leading singular vectors, fewer where the matrix is smaller. The same bits for the same
    /// seed, whatever the number of threads. Cost: 2 (<see cref="PowerIterations"/> + 2) x entries x (rank + oversampling)
    /// operations and as many QRs; memory: 3 n (rank + oversampling) floats.
    /// </summary>
    /// <param name="progress">Told the share that is done, from 0 to 1, after each pass over the matrix.</param>
    public static SingularVectors Compute(SparseMatrix symmetric, int rank, Rng rng, ParallelOptions parallel, IProgress<double>? progress = null)
    {
        var n = symmetric.RowCount;
        if (symmetric.ColumnCount != n) throw new ArgumentException($"The matrix is {n} x {symmetric.ColumnCount}; it must be symmetric.", nameof(symmetric));
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        var kept = Math.Min(rank, n);
        var width = Math.Min(n, rank + Oversampling);
        if (kept == 0) return new SingularVectors([], [], []);

        var rows = new float[checked(n * width)];
        for (var i = 0; i < rows.Length; i++) rows[i] = (float)rng.NextGaussian();
        var product = new float[rows.Length];
        var basis = NewColumns(width, n);
        for (var pass = 0; pass <= PowerIterations; pass++)
        {
            symmetric.Multiply(rows, width, product, parallel);
            ToColumns(product, basis);
            Orthonormalization.InPlace(basis, parallel);
            ToRows(basis, rows);
            progress?.Report((pass + 1.0) / (PowerIterations + 2));
        }

        // B = QᵀA = (AQ)ᵀ = Rᵀ Wᵀ with AQ = W R, so that only the small Rᵀ is left to decompose.
        symmetric.Multiply(rows, width, product, parallel);
        var image = NewColumns(width, n);
        ToColumns(product, image);
        var r = Orthonormalization.InPlace(image, parallel);
        var transposed = new double[width, width];
        for (var i = 0; i < width; i++)
            for (var j = i; j < width; j++) transposed[j, i] = r[i, j];
        var (left, sigma, right) = JacobiSvd.Decompose(transposed);

        // What is below single precision's reach of the largest is rounding, not signal.
        var floor = sigma[0] * 1e-6;
        var (u, v) = (NewColumns(kept, n), NewColumns(kept, n));
        Parallel.For(0, kept, parallel, c =>
        {
            if (sigma[c] <= floor) { sigma[c] = 0; return; }
            Combine(basis, left, c, u[c]);
            Combine(image, right, c, v[c]);
            // A pair of vectors is only determined up to its sign: the largest component of u is made positive.
            if (u[c][TensorPrimitives.IndexOfMaxMagnitude<float>(u[c])] >= 0) return;
            TensorPrimitives.Negate<float>(u[c], u[c]);
            TensorPrimitives.Negate<float>(v[c], v[c]);
        });
        return new SingularVectors(u, [.. sigma.Take(kept).Select(value => (float)value)], v);
    }

    static void Combine(float[][] columns, double[,] weights, int c, float[] result)
    {
        for (var j = 0; j < columns.Length; j++)
            TensorPrimitives.MultiplyAdd(columns[j], (float)weights[j, c], result, result);
    }

    static float[][] NewColumns(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new float[length])];

    static void ToColumns(float[] rows, float[][] columns)
    {
        for (var i = 0; i < columns[0].Length; i++)
            for (var c = 0; c < columns.Length; c++) columns[c][i] = rows[i * columns.Length + c];
    }

    static void ToRows(float[][] columns, float[] rows)
    {
        for (var i = 0; i < columns[0].Length; i++)
            for (var c = 0; c < columns.Length; c++) rows[i * columns.Length + c] = columns[c][i];
    }
}
