using RecConsole.Engine.Numerics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Numerics;

public sealed class SymmetricInverseTests
{
    // Around the widths of tiles (64) and blocks (128).
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(200)]
    [InlineData(300)]
    public void InPlace_PositiveDefinite_IsTheInverse(int n)
    {
        var dense = PositiveDefinite(n, seed: 3);
        var a = Packed(dense);
        SymmetricInverse.InPlace(a, n, new ParallelOptions());
        var expected = DenseAlgebra.Inverse(dense);
        var stride = SymmetricInverse.StrideOf(n);
        var largest = Enumerable.Range(0, n).Max(i => expected[i, i]);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) Assert.Equal(expected[i, j], a[i * stride + j], 2e-5 * largest);
    }

    [Fact]
    public void InPlace_AnyNumberOfThreads_SameBits()
    {
        var (one, two) = (Packed(PositiveDefinite(200, seed: 5)), Packed(PositiveDefinite(200, seed: 5)));
        SymmetricInverse.InPlace(one, 200, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        SymmetricInverse.InPlace(two, 200, new ParallelOptions { MaxDegreeOfParallelism = 3 });
        Assert.Equal(one, two);
    }

    [Fact]
    public void InPlace_NotPositiveDefinite_Throws()
    {
        var a = Packed(new double[,] { { 1, 2 }, { 2, 1 } });
        Assert.Contains("positive definite", Assert.Throws<ArithmeticException>(() => SymmetricInverse.InPlace(a, 2, new ParallelOptions())).Message);
    }

    [Fact]
    public void InPlace_ArrayOfAnotherSize_Throws() =>
        Assert.Throws<ArgumentException>(() => SymmetricInverse.InPlace(new float[9], 3, new ParallelOptions()));

    [Fact]
    public void Allocate_BeyondOneArray_SaysHowManyRowsFit() =>
        Assert.Contains("46", Assert.Throws<ArgumentException>(() => SymmetricInverse.Allocate(100_000)).Message);

    /// <summary>The lower triangle; the upper one holds what must not be read.</summary>
    static float[] Packed(double[,] dense)
    {
        var n = dense.GetLength(0);
        var a = SymmetricInverse.Allocate(n);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) a[i * SymmetricInverse.StrideOf(n) + j] = j <= i ? (float)dense[i, j] : 1e6f;
        return a;
    }

    /// <summary>XᵀX + I of random X, rounded to what single precision holds.</summary>
    static double[,] PositiveDefinite(int n, ulong seed)
    {
        var rng = new Rng(seed);
        var x = new double[2 * n, n];
        for (var i = 0; i < 2 * n; i++)
            for (var j = 0; j < n; j++) x[i, j] = rng.NextGaussian();
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < 2 * n; k++) a[i, j] += x[k, i] * x[k, j];
                a[i, j] = (float)(a[i, j] + (i == j ? n : 0));
            }
        return a;
    }
}
