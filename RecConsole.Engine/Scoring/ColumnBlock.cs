using System.Numerics;
using System.Runtime.InteropServices;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Some columns of every item (the embedding, or the signals): immutable once built and shared by all requests.
/// A value that is not finite becomes 0 (the mean of a z-score) and is counted; others are held within ±<see cref="ValueLimit"/>,
/// so that no score overflows. Cost: 4 bytes a value, rows padded to 16 columns.
/// </summary>
public sealed class ColumnBlock
{
    /// <summary>Values beyond are cut: with <see cref="ScoreRequest.WeightLimit"/> every score stays finite.</summary>
    public const float ValueLimit = 1e9f;

    /// <summary>Columns of a row come in chunks of 16 floats, one AVX-512 register.</summary>
    internal const int Lanes = 16;

    const int ItemsPerTask = 4096;

    readonly float[] rows;

    ColumnBlock(int count, int columns, float[] rows, int nonFinite)
    {
        Count = count;
        Columns = columns;
        this.rows = rows;
        NonFiniteCount = nonFinite;
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

    /// <summary>The columns of one item, as kept.</summary>
    public ReadOnlySpan<float> Row(int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)Count, nameof(item));
        return rows.AsSpan(item * Stride, Columns);
    }

    /// <summary>
    /// Builds a block from <paramref name="rowMajor"/>: N rows of <paramref name="columns"/> floats, which are copied.
    /// <paramref name="recycled"/> is a block of the same shape that no request uses any more: its memory is written over,
    /// so that a swap once a second allocates nothing large.
    /// </summary>
    public static ColumnBlock Build(ReadOnlyMemory<float> rowMajor, int count, int columns, ColumnBlock? recycled = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (rowMajor.Length != (long)count * columns)
            throw new ArgumentException($"{count} rows of {columns} columns are {(long)count * columns} floats, not {rowMajor.Length}.", nameof(rowMajor));
        var stride = PaddedColumns(columns);
        if ((long)count * stride > Array.MaxLength)
            throw new ArgumentException($"{count} rows of {stride} floats do not fit one array.", nameof(rowMajor));
        var reuse = recycled is not null && recycled.Count == count && recycled.Columns == columns;
        var rows = reuse ? recycled!.rows : GC.AllocateArray<float>(count * stride, pinned: true);
        var nonFinite = 0;
        Parallel.For(0, (count + ItemsPerTask - 1) / ItemsPerTask, task =>
        {
            var first = task * ItemsPerTask;
            var bad = CopyRows(rowMajor.Span, rows, first, Math.Min(count, first + ItemsPerTask), columns, stride);
            if (bad > 0) Interlocked.Add(ref nonFinite, bad);
        });
        return new ColumnBlock(count, columns, rows, nonFinite);
    }

    internal static int PaddedColumns(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>Returns the number of values that were not finite.</summary>
    static int CopyRows(ReadOnlySpan<float> source, Span<float> target, int first, int end, int columns, int stride)
    {
        var limit = new Vector<float>(ValueLimit);
        var bad = 0;
        for (var item = first; item < end; item++)
        {
            var from = source.Slice(item * columns, columns);
            var to = target.Slice(item * stride, columns);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(from);
            var kept = MemoryMarshal.Cast<float, Vector<float>>(to);
            for (var v = 0; v < vectors.Length; v++)
            {
                var value = vectors[v];
                // Not finite is: value - value is not zero.
                var finite = Vector.Equals(value - value, Vector<float>.Zero);
                if (!Vector.EqualsAll(finite, Vector<int>.AllBitsSet))
                    for (var lane = 0; lane < Vector<float>.Count; lane++) bad += float.IsFinite(value[lane]) ? 0 : 1;
                kept[v] = Vector.Min(limit, Vector.Max(-limit, Vector.ConditionalSelect(finite, value, Vector<float>.Zero)));
            }
            for (var c = vectors.Length * Vector<float>.Count; c < columns; c++)
            {
                if (!float.IsFinite(from[c])) bad++;
                to[c] = float.IsFinite(from[c]) ? Math.Clamp(from[c], -ValueLimit, ValueLimit) : 0;
            }
        }
        return bad;
    }
}
