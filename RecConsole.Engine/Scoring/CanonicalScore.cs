using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The one summation order of a score, in fp32. Column c of a block is added into lane c mod 16 by fused multiply-add, chunk
/// by chunk, dense block first; the 16 lanes fold by halves (8, 4, 2, 1); then bias, sparse value and offset are added in
/// this order. Fused multiply-add rounds once on every processor, so the result is the same on all, to the bit.
/// </summary>
public static class CanonicalScore
{
    /// <summary>The score of one item under one request.</summary>
    public static float Of(ScoreMatrix matrix, int item, in ScoreRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)matrix.Count, nameof(item));
        var padded = ArrayPool<float>.Shared.Rent(PaddedLength(matrix));
        Pad(matrix, request.Vector.Span, padded);
        var sparse = request.Sparse;
        var place = sparse.Indices.Span.IndexOf(item);
        var score = Total(Dot(matrix, item, padded), request.Bias, item, place < 0 ? 0 : sparse.Weight * sparse.Values.Span[place], request.Offset);
        ArrayPool<float>.Shared.Return(padded);
        return score;
    }

    /// <summary>The scores of all items [N] under one request; excluded items too. Cost: about 10 ns an item at 80 columns.</summary>
    public static void All(ScoreMatrix matrix, in ScoreRequest request, Span<float> scores)
    {
        if (scores.Length != matrix.Count) throw new ArgumentException($"{matrix.Count} items need as many scores, not {scores.Length}.", nameof(scores));
        var padded = ArrayPool<float>.Shared.Rent(PaddedLength(matrix));
        Pad(matrix, request.Vector.Span, padded);
        for (var item = 0; item < scores.Length; item++) scores[item] = Total(Dot(matrix, item, padded), request.Bias, item, 0, request.Offset);
        var sparse = request.Sparse;
        var indices = sparse.Indices.Span;
        // Backwards, so that an item's first place in the list counts.
        for (var i = indices.Length - 1; i >= 0; i--)
            scores[indices[i]] = Total(Dot(matrix, indices[i], padded), request.Bias, indices[i], sparse.Weight * sparse.Values.Span[i], request.Offset);
        ArrayPool<float>.Shared.Return(padded);
    }

    /// <summary>Floats of a padded request vector: dense part and signals, each rounded up to 16.</summary>
    internal static int PaddedLength(ScoreMatrix matrix) => matrix.Dense.Stride + matrix.Signals.Stride;

    internal static void Pad(ScoreMatrix matrix, ReadOnlySpan<float> vector, Span<float> padded)
    {
        padded[..PaddedLength(matrix)].Clear();
        vector[..matrix.Dense.Columns].CopyTo(padded);
        vector[matrix.Dense.Columns..].CopyTo(padded[matrix.Dense.Stride..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Dot(ScoreMatrix matrix, int item, ReadOnlySpan<float> padded)
    {
        ref var weights = ref MemoryMarshal.GetReference(padded);
        var sum = Accumulate(Vector512<float>.Zero, matrix.Dense, item, ref weights);
        return Fold(Accumulate(sum, matrix.Signals, item, ref Unsafe.Add(ref weights, matrix.Dense.Stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Total(float dot, BiasColumn? bias, int item, float sparse, float offset)
    {
        if (bias is not null) dot += bias.Padded[item];
        return dot + sparse + offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Accumulate(Vector512<float> sum, ColumnBlock block, int item, ref float weights)
    {
        var stride = block.Stride;
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(block.Rows), (nint)item * stride);
        for (var c = 0; c < stride; c += ColumnBlock.Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, (nuint)c), Vector512.LoadUnsafe(ref weights, (nuint)c), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Fold(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }
}
