using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class OrthonormalizationTests
{
    [Fact]
    public void InPlace_Random_GivesOrthonormalColumnsAndTheFactor()
    {
        var columns = Random(seed: 3, count: 20, length: 9000);
        var original = columns.Select(column => column.ToArray()).ToArray();
        var r = Orthonormalization.InPlace(columns, new ParallelOptions());
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot(columns[i], columns[j]), 1e-5);
                if (i > j) Assert.Equal(0, r[i, j]);
            }
            for (var row = 0; row < 100; row++)
                Assert.Equal(original[i][row], Enumerable.Range(0, i + 1).Sum(j => columns[j][row] * r[j, i]), 1e-4);
        }
    }

    [Fact]
    public void InPlace_DependentColumn_BecomesZero()
    {
        var columns = Random(seed: 4, count: 3, length: 50);
        for (var row = 0; row < 50; row++) columns[2][row] = 2 * columns[0][row] - columns[1][row];
        var r = Orthonormalization.InPlace(columns, new ParallelOptions());
        Assert.All(columns[2], value => Assert.Equal(0, value));
        Assert.Equal(0, r[2, 2]);
        Assert.Equal(1, Dot(columns[1], columns[1]), 1e-5);
    }

    static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    static float[][] Random(ulong seed, int count, int length)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (float)rng.NextGaussian()).ToArray())];
    }
}
