using System.Numerics.Tensors;

namespace RecConsole.Engine.Numerics;

/// <summary>
/// QR of a tall matrix: classical Gram-Schmidt applied twice, which is orthogonal to working precision (Giraud, Langou,
/// Rozloznik and van den Eshof 2005, "twice is enough"). Columns that depend on earlier ones become zero.
/// </summary>
public static class Orthonormalization
{
    const int RowsPerChunk = 8192;

    // Below this many elements a pass is cheaper on one thread than its hand-over to others.
    const int ParallelElements = 1 << 17;

    /// <summary>What is left of a dependent column, relative to its length, after rounding in single precision.</summary>
    const float DependenceTolerance = 1e-5f;

    /// <summary>
    /// Overwrites the columns (each of the same length n) by Q and returns R, upper triangular [k, k]. The same bits on any
    /// number of threads. Cost: 4 n k² operations.
    /// </summary>
    public static double[,] InPlace(float[][] columns, ParallelOptions parallel)
    {
        var k = columns.Length;
        var r = new double[k, k];
        var projections = new float[k];
        for (var c = 0; c < k; c++)
        {
            var before = TensorPrimitives.Norm<float>(columns[c]);
            for (var pass = 0; pass < 2; pass++)
            {
                Project(columns, c, projections, parallel);
                Subtract(columns, c, projections, parallel);
                for (var j = 0; j < c; j++) r[j, c] += projections[j];
            }
            var length = TensorPrimitives.Norm<float>(columns[c]);
            if (length > before * DependenceTolerance)
            {
                TensorPrimitives.Divide(columns[c], length, columns[c]);
                r[c, c] = length;
            }
            else Array.Clear(columns[c]);
        }
        return r;
    }

    static void Project(float[][] columns, int c, float[] projections, ParallelOptions parallel) =>
        For(c, columns[c].Length * c, parallel, j => projections[j] = TensorPrimitives.Dot<float>(columns[j], columns[c]));

    static void Subtract(float[][] columns, int c, float[] projections, ParallelOptions parallel)
    {
        var n = columns[c].Length;
        For((n + RowsPerChunk - 1) / RowsPerChunk, n * c, parallel, chunk =>
        {
            var start = chunk * RowsPerChunk;
            var length = Math.Min(RowsPerChunk, n - start);
            var target = columns[c].AsSpan(start, length);
            for (var j = 0; j < c; j++) TensorPrimitives.MultiplyAdd(columns[j].AsSpan(start, length), -projections[j], target, target);
        });
    }

    static void For(int count, long elements, ParallelOptions parallel, Action<int> body)
    {
        if (elements >= ParallelElements) Parallel.For(0, count, parallel, body);
        else for (var i = 0; i < count; i++) body(i);
    }
}
