using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class JacobiSvdTests
{
    // [[3, 0], [4, 5]]: singular values 3 sqrt 5 and sqrt 5 (AᵀA = [[25, 20], [20, 25]], eigenvalues 45 and 5).
    [Fact]
    public void Decompose_TwoByTwo_KnownSingularValues()
    {
        var (_, sigma, _) = JacobiSvd.Decompose(new double[,] { { 3, 0 }, { 4, 5 } });
        Assert.Equal(3 * Math.Sqrt(5), sigma[0], 12);
        Assert.Equal(Math.Sqrt(5), sigma[1], 12);
    }

    [Fact]
    public void Decompose_Random_PutsTheMatrixTogetherAgain()
    {
        const int n = 12;
        var rng = new Rng(7);
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) a[i, j] = rng.NextGaussian();
        var (u, sigma, v) = JacobiSvd.Decompose(a);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                var (sum, uu, vv) = (0.0, 0.0, 0.0);
                for (var c = 0; c < n; c++)
                {
                    sum += u[i, c] * sigma[c] * v[j, c];
                    uu += u[c, i] * u[c, j];
                    vv += v[c, i] * v[c, j];
                }
                Assert.Equal(a[i, j], sum, 10);
                Assert.Equal(i == j ? 1 : 0, uu, 10);
                Assert.Equal(i == j ? 1 : 0, vv, 10);
            }
        Assert.Equal(sigma.OrderDescending(), sigma);
    }

    [Fact]
    public void Decompose_RankOneAndZero_StaysFinite()
    {
        var (u, sigma, _) = JacobiSvd.Decompose(new double[,] { { 1, 2 }, { 2, 4 } });
        Assert.Equal(5, sigma[0], 12);
        Assert.Equal(0, sigma[1], 12);
        Assert.DoesNotContain(u.Cast<double>(), double.IsNaN);
        Assert.Equal([0, 0], JacobiSvd.Decompose(new double[2, 2]).Sigma);
    }

    [Fact]
    public void Decompose_NotSquare_IsRefused() => Assert.Throws<ArgumentException>(() => JacobiSvd.Decompose(new double[2, 3]));
}
