using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Numerics;

/// <summary>
/// The inverse of a large symmetric positive definite matrix, in place, by the sweep operator in blocks (Goodnight 1979,
/// "A tutorial on the SWEEP operator"): a block K of columns is swept by D = A_KK⁻¹, A_iK := A_iK D, A_ij := A_ij - A_iK D A_Kj,
/// A_KK := -D; when all are swept the matrix is -A⁻¹. It stays symmetric, so that one triangle is enough: n³ operations, as
/// many as by Cholesky, in one kernel. In single precision, the small diagonal blocks in double: the relative error is about
/// 1e-7 times the condition number.
/// </summary>
public static class SymmetricInverse
{
    /// <summary>Rows are padded to a multiple of this many floats.</summary>
    public const int Lanes = 64;

    const int BlockColumns = 128;
    const int TileRows = 4;

    /// <summary>Floats from one row to the next.</summary>
    public static int StrideOf(int n) => (n + Lanes - 1) / Lanes * Lanes;

    /// <summary>A matrix of zeros that <see cref="InPlace"/> takes: as many rows as the stride.</summary>
    /// <exception cref="ArgumentException">It does not fit one array.</exception>
    public static float[] Allocate(int n)
    {
        var stride = (long)StrideOf(n);
        return stride * stride <= Array.MaxLength
            ? new float[stride * stride]
            : throw new ArgumentException($"A dense matrix of {n} x {n} does not fit one array; at most {(int)Math.Sqrt(Array.MaxLength) / Lanes * Lanes} rows do.", nameof(n));
    }

    /// <summary>
    /// Overwrites <paramref name="a"/> (made by <see cref="Allocate"/>; only its lower triangle is read) by its inverse, both
    /// triangles. The same bits on any number of threads. Memory beside the matrix: 3 n x 128 floats.
    /// </summary>
    /// <exception cref="ArithmeticException">The matrix is not positive definite in double precision.</exception>
    public static void InPlace(float[] a, int n, ParallelOptions parallel)
    {
        var stride = StrideOf(n);
        if (a.LongLength != (long)stride * stride) throw new ArgumentException($"A matrix of {n} rows is kept in {(long)stride * stride} floats, not {a.LongLength}.", nameof(a));
        var p = new float[stride * BlockColumns];
        var q = new float[stride * BlockColumns];
        var packed = new float[stride * BlockColumns];
        var d = new float[BlockColumns * BlockColumns];
        for (var start = 0; start < n; start += BlockColumns)
        {
            var width = Math.Min(BlockColumns, n - start);
            TakeColumns(a, n, stride, start, width, p, parallel);
            InvertBlock(a, stride, start, width, d);
            Multiply(p, d, n, width, q, parallel);
            Pack(q, stride, width, packed, parallel);
            Update(a, stride, p, packed, width, parallel);
            PutColumns(a, n, stride, start, width, q, d, parallel);
        }
        NegateAndMirror(a, n, stride, parallel);
    }

    /// <summary>p[i, :] = A_iK; zero for the rows of K themselves, which the update then leaves alone.</summary>
    static void TakeColumns(float[] a, int n, int stride, int start, int width, float[] p, ParallelOptions parallel) =>
        Parallel.For(0, (n + Lanes - 1) / Lanes, parallel, task =>
        {
            for (var i = task * Lanes; i < Math.Min(n, (task + 1) * Lanes); i++)
            {
                var row = p.AsSpan(i * BlockColumns, BlockColumns);
                row.Clear();
                if (i >= start + width) a.AsSpan(i * stride + start, width).CopyTo(row);
                else if (i < start)
                    for (var k = 0; k < width; k++) row[k] = a[(start + k) * stride + i];
            }
        });

    /// <summary>d = A_KK⁻¹ by Gauss and Jordan in double; pivots of a positive definite matrix are positive in any order.</summary>
    static void InvertBlock(float[] a, int stride, int start, int width, float[] d)
    {
        var work = new double[width][];
        for (var i = 0; i < width; i++)
        {
            work[i] = new double[width];
            for (var j = 0; j < width; j++) work[i][j] = a[(start + Math.Max(i, j)) * stride + start + Math.Min(i, j)];
        }
        for (var k = 0; k < width; k++)
        {
            var pivot = work[k][k];
            if (!(pivot > 0)) throw new ArithmeticException($"The matrix is not positive definite: pivot {start + k} is {pivot}.");
            work[k][k] = 1;
            TensorPrimitives.Divide(work[k], pivot, work[k]);
            for (var i = 0; i < width; i++)
            {
                if (i == k) continue;
                var factor = work[i][k];
                work[i][k] = 0;
                TensorPrimitives.MultiplyAdd(work[k], -factor, work[i], work[i]);
            }
        }
        Array.Clear(d);
        for (var i = 0; i < width; i++)
            for (var j = 0; j < width; j++) d[i * BlockColumns + j] = (float)work[i][j];
    }

    /// <summary>q = p d, row by row.</summary>
    static void Multiply(float[] p, float[] d, int n, int width, float[] q, ParallelOptions parallel) =>
        Parallel.For(0, (n + Lanes - 1) / Lanes, parallel, task =>
        {
            for (var i = task * Lanes; i < Math.Min(n, (task + 1) * Lanes); i++)
            {
                var row = q.AsSpan(i * BlockColumns, BlockColumns);
                row.Clear();
                for (var k = 0; k < width; k++)
                    TensorPrimitives.MultiplyAdd(d.AsSpan(k * BlockColumns, BlockColumns), p[i * BlockColumns + k], row, row);
            }
        });

    /// <summary>qᵀ in panels of 64 of its columns, so that the kernel reads on in one direction.</summary>
    static void Pack(float[] q, int stride, int width, float[] packed, ParallelOptions parallel) =>
        Parallel.For(0, stride / Lanes, parallel, panel =>
        {
            for (var lane = 0; lane < Lanes; lane++)
                for (var k = 0; k < width; k++) packed[(panel * BlockColumns + k) * Lanes + lane] = q[(panel * Lanes + lane) * BlockColumns + k];
        });

    /// <summary>A_ij -= p_i · q_j on and below the diagonal, and a little beyond it, which nobody reads.</summary>
    static void Update(float[] a, int stride, float[] p, float[] packed, int width, ParallelOptions parallel)
    {
        var panels = stride / Lanes;
        // The last rows have the most to do: they go first, so that no thread is left with them at the end.
        Parallel.For(0, panels, parallel, task =>
        {
            var rows = panels - 1 - task;
            for (var panel = 0; panel <= rows; panel++)
                for (var i = rows * Lanes; i < (rows + 1) * Lanes; i += TileRows)
                    UpdateTile(ref a[i * stride + panel * Lanes], stride, ref p[i * BlockColumns], ref packed[panel * BlockColumns * Lanes], width);
        });
    }

    /// <summary>Four rows by 64 columns: 16 sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void UpdateTile(ref float c, int stride, ref float p, ref float q, int width)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        for (var k = 0; k < width; k++)
        {
            ref var row = ref Unsafe.Add(ref q, k * Lanes);
            var (q0, q1) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, 16));
            var (q2, q3) = (Vector512.LoadUnsafe(ref row, 32), Vector512.LoadUnsafe(ref row, 48));
            var p0 = Vector512.Create(Unsafe.Add(ref p, k));
            c00 = Vector512.FusedMultiplyAdd(p0, q0, c00);
            c01 = Vector512.FusedMultiplyAdd(p0, q1, c01);
            c02 = Vector512.FusedMultiplyAdd(p0, q2, c02);
            c03 = Vector512.FusedMultiplyAdd(p0, q3, c03);
            var p1 = Vector512.Create(Unsafe.Add(ref p, BlockColumns + k));
            c10 = Vector512.FusedMultiplyAdd(p1, q0, c10);
            c11 = Vector512.FusedMultiplyAdd(p1, q1, c11);
            c12 = Vector512.FusedMultiplyAdd(p1, q2, c12);
            c13 = Vector512.FusedMultiplyAdd(p1, q3, c13);
            var p2 = Vector512.Create(Unsafe.Add(ref p, 2 * BlockColumns + k));
            c20 = Vector512.FusedMultiplyAdd(p2, q0, c20);
            c21 = Vector512.FusedMultiplyAdd(p2, q1, c21);
            c22 = Vector512.FusedMultiplyAdd(p2, q2, c22);
            c23 = Vector512.FusedMultiplyAdd(p2, q3, c23);
            var p3 = Vector512.Create(Unsafe.Add(ref p, 3 * BlockColumns + k));
            c30 = Vector512.FusedMultiplyAdd(p3, q0, c30);
            c31 = Vector512.FusedMultiplyAdd(p3, q1, c31);
            c32 = Vector512.FusedMultiplyAdd(p3, q2, c32);
            c33 = Vector512.FusedMultiplyAdd(p3, q3, c33);
        }
        Subtract(ref c, c00, c01, c02, c03);
        Subtract(ref Unsafe.Add(ref c, stride), c10, c11, c12, c13);
        Subtract(ref Unsafe.Add(ref c, 2 * stride), c20, c21, c22, c23);
        Subtract(ref Unsafe.Add(ref c, 3 * stride), c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Subtract(ref float row, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3)
    {
        (Vector512.LoadUnsafe(ref row) - s0).StoreUnsafe(ref row);
        (Vector512.LoadUnsafe(ref row, 16) - s1).StoreUnsafe(ref row, 16);
        (Vector512.LoadUnsafe(ref row, 32) - s2).StoreUnsafe(ref row, 32);
        (Vector512.LoadUnsafe(ref row, 48) - s3).StoreUnsafe(ref row, 48);
    }

    static void PutColumns(float[] a, int n, int stride, int start, int width, float[] q, float[] d, ParallelOptions parallel)
    {
        Parallel.For(0, (n + Lanes - 1) / Lanes, parallel, task =>
        {
            for (var i = task * Lanes; i < Math.Min(n, (task + 1) * Lanes); i++)
            {
                if (i >= start + width) q.AsSpan(i * BlockColumns, width).CopyTo(a.AsSpan(i * stride + start));
                else if (i < start)
                    for (var k = 0; k < width; k++) a[(start + k) * stride + i] = q[i * BlockColumns + k];
            }
        });
        for (var i = 0; i < width; i++)
            for (var j = 0; j <= i; j++) a[(start + i) * stride + start + j] = -d[i * BlockColumns + j];
    }

    static void NegateAndMirror(float[] a, int n, int stride, ParallelOptions parallel)
    {
        Parallel.For(0, n, parallel, i => TensorPrimitives.Negate<float>(a.AsSpan(i * stride, i + 1), a.AsSpan(i * stride, i + 1)));
        Parallel.For(0, (n + Lanes - 1) / Lanes, parallel, task =>
        {
            for (var j = 0; j < n; j++)
                for (var i = Math.Max(j + 1, task * Lanes); i < Math.Min(n, (task + 1) * Lanes); i++) a[j * stride + i] = a[i * stride + j];
        });
    }
}
