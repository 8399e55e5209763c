using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// A block as integers k of 8 or 16 bits with one scale a column: value ≈ scale * k. Laid out in panels of 64 items: for
/// each pair of columns 64 times two integers, so that one multiply-add-adjacent instruction serves 16 items (AVX-512).
/// </summary>
sealed class CoarsePanels
{
    /// <summary>Items of a panel: one word of a bitset.</summary>
    public const int Items = 64;

    /// <summary>Integers that one pair of columns takes in a panel.</summary>
    public const int PairLength = Items * 2;

    const int PanelsPerTask = 64;
    const int CacheLine = 64;

    readonly byte[] memory; // pinned
    readonly int start;
    readonly bool isWide;

    CoarsePanels(int panels, int columns, bool isWide, CoarsePanels? recycled)
    {
        Pairs = (columns + 1) / 2;
        this.isWide = isWide;
        PanelBytes = Pairs * PairLength * (isWide ? sizeof(short) : sizeof(sbyte));
        var size = (long)panels * PanelBytes + CacheLine;
        if (size > Array.MaxLength) throw new ArgumentException($"{panels * (long)Items} items of {columns} columns do not fit one array.", nameof(columns));
        memory = recycled?.memory ?? GC.AllocateArray<byte>((int)size, pinned: true);
        start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & (CacheLine - 1));
        Scales = new double[columns];
    }

    /// <summary>Pairs of columns in a panel.</summary>
    public int Pairs { get; }

    public int PanelBytes { get; }

    /// <summary>Per column: the value of one integer step; 0 for a column of zeros.</summary>
    public double[] Scales { get; }

    /// <summary>The largest Euclidean norm of an item's integers.</summary>
    public double LargestNorm { get; private set; }

    /// <summary>The largest Euclidean norm over items of what rounding took away, in steps of each column.</summary>
    public double LargestResidual { get; private set; }

    /// <summary>The first byte of a panel, at the start of a cache line.</summary>
    public unsafe byte* Panel(int panel) => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(memory, start) + (nint)panel * PanelBytes;

    /// <summary>From padded rows and each column's largest absolute value.</summary>
    public static CoarsePanels Build(float[] rows, int count, int columns, float[] largest, bool isWide, CoarsePanels? recycled)
    {
        var panels = (count + Items - 1) / Items;
        var built = new CoarsePanels(panels, columns, isWide, recycled);
        var stride = largest.Length;
        var inverse = new float[stride];
        for (var c = 0; c < columns; c++)
        {
            if (largest[c] == 0) continue;
            inverse[c] = (isWide ? short.MaxValue : sbyte.MaxValue) / largest[c];
            built.Scales[c] = 1.0 / inverse[c];
        }
        Parallel.For(0, (panels + PanelsPerTask - 1) / PanelsPerTask, task =>
        {
            var first = task * PanelsPerTask * Items;
            var end = Math.Min(count, first + PanelsPerTask * Items);
            float norm = 0, residual = 0;
            for (var item = first; item < end; item++) built.Write(rows.AsSpan(item * stride, stride), inverse, item, ref norm, ref residual);
            lock (built)
            {
                // A thousandth more than computed covers the rounding of the sums.
                built.LargestNorm = Math.Max(built.LargestNorm, 1.001 * Math.Sqrt(norm));
                built.LargestResidual = Math.Max(built.LargestResidual, 1.001 * Math.Sqrt(residual));
            }
        });
        return built;
    }

    /// <summary>Writes one item's integers into its panel; raises the squared norms to its own where they are larger.</summary>
    void Write(ReadOnlySpan<float> row, ReadOnlySpan<float> inverse, int item, ref float norm, ref float residual)
    {
        var limit = Vector512.Create(isWide ? (float)short.MaxValue : sbyte.MaxValue);
        var squares = Vector512<float>.Zero;
        var rests = Vector512<float>.Zero;
        var panel = memory.AsSpan(start + item / Items * PanelBytes, PanelBytes);
        for (var c = 0; c < row.Length; c += ColumnBlock.Lanes)
        {
            var value = Vector512.Create(row[c..]);
            var scale = Vector512.Create(inverse[c..]);
            var step = Vector512.Max(-limit, Vector512.Min(limit, Vector512.Round(value * scale)));
            // Fused, so that the rest is exact but for its own rounding.
            var rest = Vector512.FusedMultiplyAdd(value, scale, -step);
            squares = Vector512.FusedMultiplyAdd(step, step, squares);
            rests = Vector512.FusedMultiplyAdd(rest, rest, rests);
            Scatter(Vector512.ConvertToInt32(step), panel, c / 2, item % Items);
        }
        norm = Math.Max(norm, Vector512.Sum(squares));
        residual = Math.Max(residual, Vector512.Sum(rests));
    }

    void Scatter(Vector512<int> steps, Span<byte> panel, int firstPair, int place)
    {
        var pairs = Math.Min(ColumnBlock.Lanes / 2, Pairs - firstPair);
        var two = Vector256.Narrow(steps.GetLower(), steps.GetUpper());
        if (isWide)
        {
            var target = MemoryMarshal.Cast<byte, int>(panel);
            for (var p = 0; p < pairs; p++) target[(firstPair + p) * Items + place] = two.AsInt32()[p];
        }
        else
        {
            var bytes = Vector128.Narrow(two.GetLower(), two.GetUpper()).AsInt16();
            var target = MemoryMarshal.Cast<byte, short>(panel);
            for (var p = 0; p < pairs; p++) target[(firstPair + p) * Items + place] = bytes[p];
        }
    }
}
