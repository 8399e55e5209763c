using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// A block as 16-bit integers k with one scale a column: value ≈ scale * k, |k| ≤ 32767. Laid out in panels of 64 items: for
/// each pair of columns 64 times two integers, so that one multiply-add-adjacent instruction serves 16 items (AVX-512).
/// </summary>
sealed class WidePanels
{
    /// <summary>Items of a panel: one word of a bitset.</summary>
    public const int Items = 64;

    /// <summary>Integers that one pair of columns takes in a panel.</summary>
    public const int PairLength = Items * 2;

    const int Largest = short.MaxValue;
    const int PanelsPerTask = 64;

    readonly short[] values;

    WidePanels(int pairs, short[] values, double[] scales, double[] largest)
    {
        Pairs = pairs;
        this.values = values;
        Scales = scales;
        LargestValues = largest;
    }

    /// <summary>Pairs of columns in a panel.</summary>
    public int Pairs { get; }

    /// <summary>Per column: the value of one integer step; 0 for a column of zeros.</summary>
    public double[] Scales { get; }

    /// <summary>Per column: the largest absolute value.</summary>
    public double[] LargestValues { get; }

    /// <summary>The largest Euclidean norm of an item's integers.</summary>
    public double LargestNorm { get; private set; }

    /// <summary>The largest Euclidean norm over items of what rounding took away, in steps of each column.</summary>
    public double LargestResidual { get; private set; }

    /// <summary>The first integer of a panel; the array is pinned.</summary>
    public unsafe short* Panel(int panel) =>
        (short*)Marshal.UnsafeAddrOfPinnedArrayElement(values, panel * Pairs * PairLength);

    public static WidePanels Build(float[] rows, int count, int columns, float[] largest, WidePanels? recycled)
    {
        var pairs = (columns + 1) / 2;
        var panels = (count + Items - 1) / Items;
        if ((long)panels * pairs * PairLength > Array.MaxLength)
            throw new ArgumentException($"{count} items of {columns} columns do not fit one array.", nameof(count));
        var values = recycled?.values ?? GC.AllocateArray<short>(panels * pairs * PairLength, pinned: true);
        var stride = largest.Length;
        var inverse = new float[stride];
        var scales = new double[columns];
        var sizes = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            inverse[c] = largest[c] == 0 ? 0 : Largest / largest[c];
            scales[c] = largest[c] == 0 ? 0 : 1.0 / inverse[c];
            sizes[c] = largest[c];
        }
        var built = new WidePanels(pairs, values, scales, sizes);
        Parallel.For(0, (panels + PanelsPerTask - 1) / PanelsPerTask, task =>
        {
            var first = task * PanelsPerTask * Items;
            var end = Math.Min(count, first + PanelsPerTask * Items);
            float norm = 0, residual = 0;
            for (var item = first; item < end; item++)
                Write(rows.AsSpan(item * stride, stride), inverse, values.AsSpan(item / Items * pairs * PairLength, pairs * PairLength), item % Items, ref norm, ref residual);
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
    static void Write(ReadOnlySpan<float> row, ReadOnlySpan<float> inverse, Span<short> panel, int place, ref float norm, ref float residual)
    {
        var limit = Vector512.Create((float)Largest);
        var squares = Vector512<float>.Zero;
        var rests = Vector512<float>.Zero;
        var pairs = MemoryMarshal.Cast<short, int>(panel);
        for (var c = 0; c < row.Length; c += ColumnBlock.Lanes)
        {
            var value = Vector512.Create(row[c..]);
            var scale = Vector512.Create(inverse[c..]);
            var step = Vector512.Max(-limit, Vector512.Min(limit, Vector512.Round(value * scale)));
            // Fused, so that the rest is exact but for its own rounding.
            var rest = Vector512.FusedMultiplyAdd(value, scale, -step);
            squares = Vector512.FusedMultiplyAdd(step, step, squares);
            rests = Vector512.FusedMultiplyAdd(rest, rest, rests);
            var whole = Vector512.ConvertToInt32(step);
            var two = Vector256.Narrow(whole.GetLower(), whole.GetUpper()).AsInt32();
            for (var p = 0; p < 8 && c / 2 + p < pairs.Length / Items; p++) pairs[(c / 2 + p) * Items + place] = two[p];
        }
        norm = Math.Max(norm, Vector512.Sum(squares));
        residual = Math.Max(residual, Vector512.Sum(rests));
    }
}
