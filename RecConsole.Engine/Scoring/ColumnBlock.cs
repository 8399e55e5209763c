using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Some columns of every item (the embedding, or the signals): immutable once built and shared by all requests.
/// A value that is not finite becomes 0 (the mean of a z-score) and is counted; others are held within ±<see cref="ValueLimit"/>,
/// so that no score overflows, and below <see cref="SmallestValue"/> count as 0. Cost: 7 bytes a value; building
/// 100,000 x 16 takes a few milliseconds.
/// </summary>
public sealed class ColumnBlock
{
    /// <summary>Values beyond are cut: with <see cref="ScoreRequest.WeightLimit"/> every score stays finite.</summary>
    public const float ValueLimit = 1e9f;

    /// <summary>Values nearer to zero are zero, so that a column's scale has an inverse.</summary>
    public const float SmallestValue = 1e-30f;

    /// <summary>Columns of a row come in chunks of 16 floats, one AVX-512 register.</summary>
    internal const int Lanes = 16;

    const int ItemsPerTask = 4096;

    readonly float[] rows;

    readonly CoarsePanels narrow;
    readonly CoarsePanels wide;

    ColumnBlock(int count, int columns, float[] rows, float[] largest, int nonFinite, ColumnBlock? recycled)
    {
        Count = count;
        Columns = columns;
        this.rows = rows;
        LargestValues = largest;
        NonFiniteCount = nonFinite;
        narrow = CoarsePanels.Build(rows, count, columns, largest, isWide: false, recycled?.narrow);
        wide = CoarsePanels.Build(rows, count, columns, largest, isWide: true, recycled?.wide);
    }

    /// <summary>Items N.</summary>
    public int Count { get; }

    /// <summary>Columns as given, without padding.</summary>
    public int Columns { get; }

    /// <summary>Values that were NaN or infinite and stand at 0.</summary>
    public int NonFiniteCount { get; }

    /// <summary>Floats from one row to the next: <see cref="Columns"/> rounded up to 16.</summary>
    internal int Stride => PaddedColumns(Columns);

    internal ReadOnlySpan<float> Rows => rows;

    /// <summary>The padded rows [N, <see cref="Stride"/>], pinned; only to be read.</summary>
    internal Memory<float> RowMemory => rows;

    /// <summary>Per padded column: the largest absolute value.</summary>
    internal float[] LargestValues { get; }

    /// <summary>The same values as integers, laid out for the kernels.</summary>
    internal CoarsePanels Panels(Precision precision) => precision == Precision.Narrow ? narrow : wide;

    /// <summary>The columns of one item, as kept.</summary>
    public ReadOnlySpan<float> Row(int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)Count, nameof(item));
        return rows.AsSpan(item * Stride, Columns);
    }

    /// <summary>Builds a block from <paramref name="rowMajor"/>: N rows of <paramref name="columns"/> floats, which are copied.</summary>
    public static ColumnBlock Build(ReadOnlyMemory<float> rowMajor, int count, int columns, ColumnBlock? recycled = null)
    {
        if (rowMajor.Length != (long)count * columns)
            throw new ArgumentException($"{count} rows of {columns} columns are {(long)count * columns} floats, not {rowMajor.Length}.", nameof(rowMajor));
        return Build(count, columns, (item, row) => rowMajor.Span.Slice(item * columns, columns).CopyTo(row), recycled);
    }

    /// <summary>Writes the columns of one item; called once for each, from several threads.</summary>
    public delegate void RowWriter(int item, Span<float> row);

    /// <summary>
    /// Builds a block whose rows <paramref name="write"/> writes. <paramref name="recycled"/> is a block of the same shape that
    /// no request uses any more: its memory is written over, so that a swap once a second allocates nothing large.
    /// </summary>
    public static ColumnBlock Build(int count, int columns, RowWriter write, ColumnBlock? recycled = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var stride = PaddedColumns(columns);
        if ((long)count * stride > Array.MaxLength)
            throw new ArgumentException($"{count} rows of {stride} floats do not fit one array.", nameof(count));
        if (recycled is not null && (recycled.Count != count || recycled.Columns != columns)) recycled = null;
        var rows = recycled?.rows ?? GC.AllocateArray<float>(count * stride, pinned: true);
        var nonFinite = 0;
        var largest = new float[stride];
        Parallel.For(0, (count + ItemsPerTask - 1) / ItemsPerTask, task =>
        {
            var first = task * ItemsPerTask;
            var end = Math.Min(count, first + ItemsPerTask);
            var largestHere = new float[stride];
            for (var item = first; item < end; item++) write(item, rows.AsSpan(item * stride, columns));
            var bad = Tidy(rows.AsSpan(first * stride, (end - first) * stride), largestHere);
            lock (largest)
            {
                nonFinite += bad;
                for (var c = 0; c < stride; c++) largest[c] = Math.Max(largest[c], largestHere[c]);
            }
        });
        return new ColumnBlock(count, columns, rows, largest, nonFinite, recycled);
    }

    internal static int PaddedColumns(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>Holds padded rows to the limits; finds each column's largest absolute value; returns how many were not finite.</summary>
    static int Tidy(Span<float> rows, Span<float> largest)
    {
        var limit = Vector512.Create(ValueLimit);
        var smallest = Vector512.Create(SmallestValue);
        var values = MemoryMarshal.Cast<float, Vector512<float>>(rows);
        var peaks = MemoryMarshal.Cast<float, Vector512<float>>(largest);
        var bad = 0;
        var chunk = 0;
        foreach (ref var value in values)
        {
            // Only for finite values is value - value zero.
            var finite = Vector512.Equals(value - value, Vector512<float>.Zero);
            if (finite.AsInt32() != Vector512<int>.AllBitsSet) bad += Lanes - Vector512.CountWhereAllBitsSet(finite);
            var size = Vector512.Min(limit, Vector512.Abs(value));
            var kept = finite & Vector512.GreaterThanOrEqual(size, smallest);
            value = Vector512.CopySign(size, value) & kept;
            peaks[chunk] = Vector512.Max(peaks[chunk], size & kept);
            if (++chunk == peaks.Length) chunk = 0;
        }
        return bad;
    }
}
