namespace RecConsole.Tests.Support;

/// <summary>Textbook linear algebra in double, to hold the engine's own against.</summary>
static class DenseAlgebra
{
    /// <summary>A⁻¹ by Gauss and Jordan with pivoting.</summary>
    public static double[,] Inverse(double[,] a)
    {
        var n = a.GetLength(0);
        var work = (double[,])a.Clone();
        var inverse = new double[n, n];
        for (var i = 0; i < n; i++) inverse[i, i] = 1;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(work[i, k]));
            for (var j = 0; j < n; j++)
            {
                (work[k, j], work[pivot, j]) = (work[pivot, j], work[k, j]);
                (inverse[k, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[k, j]);
            }
            var d = work[k, k];
            for (var j = 0; j < n; j++) (work[k, j], inverse[k, j]) = (work[k, j] / d, inverse[k, j] / d);
            for (var i = 0; i < n; i++)
            {
                if (i == k) continue;
                var factor = work[i, k];
                for (var j = 0; j < n; j++) (work[i, j], inverse[i, j]) = (work[i, j] - factor * work[k, j], inverse[i, j] - factor * inverse[k, j]);
            }
        }
        return inverse;
    }

    public static double[] Solve(double[,] a, double[] b)
    {
        var inverse = Inverse(a);
        return [.. Enumerable.Range(0, b.Length).Select(i => Enumerable.Range(0, b.Length).Sum(j => inverse[i, j] * b[j]))];
    }
}
