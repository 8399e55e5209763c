namespace RecConsole.Engine.Numerics;

/// <summary>
/// Singular value decomposition of a small square matrix by one-sided Jacobi rotations (Hestenes 1958), accurate also for
/// the small singular values (Demmel and Veselic 1992). O(n³) a sweep, a handful of sweeps.
/// </summary>
public static class JacobiSvd
{
    const int MaxSweeps = 60;
    const double Tolerance = 1e-14;

    /// <summary>
    /// A = U diag(sigma) Vᵀ with sigma descending. Column j of U and V belongs to sigma[j]; where sigma is zero the column of
    /// U is zero.
    /// </summary>
    public static (double[,] U, double[] Sigma, double[,] V) Decompose(double[,] a)
    {
        var n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException($"The matrix is {n} x {a.GetLength(1)}; it must be square.", nameof(a));
        // by columns, which is what a rotation touches
        var work = new double[n][];
        var v = new double[n][];
        for (var j = 0; j < n; j++)
        {
            (work[j], v[j]) = (new double[n], new double[n]);
            for (var i = 0; i < n; i++) work[j][i] = a[i, j];
            v[j][j] = 1;
        }
        for (var sweep = 0; sweep < MaxSweeps && Sweep(work, v); sweep++) { }

        var lengths = work.Select(column => Math.Sqrt(Dot(column, column))).ToArray();
        var order = Enumerable.Range(0, n).OrderByDescending(j => lengths[j]).ToArray();
        var (u, sigma, right) = (new double[n, n], new double[n], new double[n, n]);
        for (var c = 0; c < n; c++)
        {
            var j = order[c];
            sigma[c] = lengths[j];
            for (var i = 0; i < n; i++)
            {
                u[i, c] = lengths[j] > 0 ? work[j][i] / lengths[j] : 0;
                right[i, c] = v[j][i];
            }
        }
        return (u, sigma, right);
    }

    /// <summary>Makes every pair of columns orthogonal once; returns whether any was not.</summary>
    static bool Sweep(double[][] work, double[][] v)
    {
        var rotated = false;
        for (var p = 0; p < work.Length - 1; p++)
            for (var q = p + 1; q < work.Length; q++)
            {
                var (alpha, beta, gamma) = (Dot(work[p], work[p]), Dot(work[q], work[q]), Dot(work[p], work[q]));
                if (Math.Abs(gamma) <= Tolerance * Math.Sqrt(alpha * beta)) continue;
                rotated = true;
                var zeta = (beta - alpha) / (2 * gamma);
                var t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
                var cosine = 1 / Math.Sqrt(1 + t * t);
                Rotate(work[p], work[q], cosine, cosine * t);
                Rotate(v[p], v[q], cosine, cosine * t);
            }
        return rotated;
    }

    static void Rotate(double[] p, double[] q, double cosine, double sine)
    {
        for (var i = 0; i < p.Length; i++)
            (p[i], q[i]) = (cosine * p[i] - sine * q[i], sine * p[i] + cosine * q[i]);
    }

    static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}
