using System.Numerics.Tensors;

namespace RecConsole.Engine.Numerics;

/// <summary>The entries of one row, columns ascending.</summary>
public readonly record struct SparseRow(int[] Columns, float[] Values);

/// <summary>A sparse matrix by rows, immutable: 8 bytes an entry.</summary>
public sealed class SparseMatrix(SparseRow[] rows, int columnCount)
{
    public int RowCount => rows.Length;

    public int ColumnCount { get; } = columnCount;

    public long EntryCount => rows.Sum(row => (long)row.Columns.Length);

    public SparseRow this[int row] => rows[row];

    /// <summary>
    /// <paramref name="product"/> = this x <paramref name="dense"/>, both row-major with <paramref name="width"/> columns.
    /// Parallel over rows, each summed in the order of its columns: the same bits on any number of threads.
    /// Cost: 2 x entries x width operations.
    /// </summary>
    public void Multiply(float[] dense, int width, float[] product, ParallelOptions parallel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dense.Length, ColumnCount * width, nameof(dense));
        ArgumentOutOfRangeException.ThrowIfLessThan(product.Length, RowCount * width, nameof(product));
        Parallel.For(0, RowCount, parallel, row =>
        {
            var sum = product.AsSpan(row * width, width);
            sum.Clear();
            var (columns, values) = rows[row];
            for (var i = 0; i < columns.Length; i++)
                TensorPrimitives.MultiplyAdd(dense.AsSpan(columns[i] * width, width), values[i], sum, sum);
        });
    }
}
