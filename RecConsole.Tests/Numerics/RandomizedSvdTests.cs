using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class RandomizedSvdTests
{
    // One eigenvalue is negative: its singular value is the magnitude, and u and v point in opposite directions.
    static readonly float[] Eigenvalues = [10, -7, 5, 3, 1, 0.5f, 0.1f];

    [Fact]
    public void Compute_KnownSpectrum_FindsValuesAndVectors()
    {
        var (matrix, basis) = Symmetric(size: 60);
        var vectors = RandomizedSvd.Compute(matrix, rank: 4, new Rng(1), new ParallelOptions());
        Assert.Equal(4, vectors.Sigma.Length);
        for (var c = 0; c < 4; c++)
        {
            Assert.Equal(MathF.Abs(Eigenvalues[c]), vectors.Sigma[c], 1e-4f * Eigenvalues[0]);
            Assert.Equal(1, Math.Abs(Dot(vectors.U[c], basis[c])), 1e-4);
            Assert.Equal(Math.Sign(Eigenvalues[c]), Dot(vectors.U[c], vectors.V[c]), 1e-4);
        }
    }

    [Fact]
    public void Compute_Vectors_AreOrthonormal()
    {
        var vectors = RandomizedSvd.Compute(Symmetric(size: 60).Matrix, rank: 6, new Rng(1), new ParallelOptions());
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < 6; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot(vectors.U[i], vectors.U[j]), 1e-4);
                Assert.Equal(i == j ? 1 : 0, Dot(vectors.V[i], vectors.V[j]), 1e-4);
            }
    }

    [Fact]
    public void Compute_RankBeyondTheMatrix_KeepsWhatThereIs()
    {
        var swap = new SparseMatrix([new([1], [2f]), new([0], [2f]), new([], [])], 3);
        var vectors = RandomizedSvd.Compute(swap, rank: 64, new Rng(1), new ParallelOptions());
        Assert.Equal(3, vectors.Sigma.Length);
        Assert.Equal(2, vectors.Sigma[0], 1e-5f);
        Assert.Equal(2, vectors.Sigma[1], 1e-5f);
        Assert.Equal(0, vectors.Sigma[2]);
        Assert.All(vectors.U[2], value => Assert.Equal(0, value));
        Assert.All(vectors.U, column => Assert.All(column, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Compute_ZeroOrEmptyMatrix_GivesZeros()
    {
        var zero = RandomizedSvd.Compute(new SparseMatrix([new([], []), new([], [])], 2), 2, new Rng(1), new ParallelOptions());
        Assert.All(zero.Sigma, value => Assert.Equal(0, value));
        Assert.All(zero.U, column => Assert.All(column, value => Assert.Equal(0, value)));
        Assert.Empty(RandomizedSvd.Compute(new SparseMatrix([], 0), 2, new Rng(1), new ParallelOptions()).Sigma);
    }

    [Fact]
    public void Compute_OneOrManyThreads_SameBits()
    {
        var matrix = Symmetric(size: 400).Matrix;
        var one = RandomizedSvd.Compute(matrix, 6, new Rng(5), new ParallelOptions { MaxDegreeOfParallelism = 1 });
        var many = RandomizedSvd.Compute(matrix, 6, new Rng(5), new ParallelOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(one.Sigma, many.Sigma);
        Assert.Equal(one.U, many.U);
        Assert.Equal(one.V, many.V);
    }

    static (SparseMatrix Matrix, float[][] Basis) Symmetric(int size)
    {
        var rng = new Rng(11);
        float[][] basis = [.. Eigenvalues.Select(_ => Enumerable.Range(0, size).Select(_ => (float)rng.NextGaussian()).ToArray())];
        Orthonormalization.InPlace(basis, new ParallelOptions());
        var rows = new SparseRow[size];
        for (var i = 0; i < size; i++)
            rows[i] = new SparseRow([.. Enumerable.Range(0, size)],
                [.. Enumerable.Range(0, size).Select(j => Enumerable.Range(0, Eigenvalues.Length).Sum(c => Eigenvalues[c] * basis[c][i] * basis[c][j]))]);
        return (new SparseMatrix(rows, size), basis);
    }

    static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
