using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// From what the workers' scans left of one request to its list: the best by coarse score and all within the slack are
/// scored canonically, joined by the sparse term's items, and sorted.
/// </summary>
sealed class CandidateRanking
{
    /// <summary>Rows asked for ahead of their turn: they lie scattered over memory.</summary>
    const int RowsAhead = 12;

    const int FloatsPerCacheLine = 16;

    ulong[] keys = [];
    int count;

    public void Clear() => count = 0;

    public void Add(ReadOnlySpan<ulong> more)
    {
        if (keys.Length < count + more.Length) Array.Resize(ref keys, Math.Max(count + more.Length, 2 * keys.Length));
        more.CopyTo(keys.AsSpan(count));
        count += more.Length;
    }

    public void Rank(ScoreMatrix matrix, ScoreQuery query, TopList result)
    {
        if (query.IsCoarse)
        {
            count = Reservoir.Keep(keys.AsSpan(0, count), query.Want, query.Want, query.Slack, out _);
            ScoreCanonically(matrix, query, keys.AsSpan(0, count));
        }
        Add(query.SparseKeys);
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), query.Want);
        var best = keys.AsSpan(0, Math.Min(count, query.Want));
        best.Sort();
        result.Write(best);
    }

    static void ScoreCanonically(ScoreMatrix matrix, ScoreQuery query, Span<ulong> keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + RowsAhead < keys.Length) Fetch(matrix, query.Request.Bias, RankKey.Index(keys[i + RowsAhead]));
            var item = RankKey.Index(keys[i]);
            keys[i] = RankKey.Of(query.Score(matrix, item), item);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Fetch(ScoreMatrix matrix, BiasColumn? bias, int item)
    {
        if (!Sse.IsSupported) return;
        if (bias is not null) Sse.Prefetch0(bias.Address + item);
        Fetch(matrix.Dense, item);
        Fetch(matrix.Signals, item);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Fetch(ColumnBlock block, int item)
    {
        // A prefetch never faults and the rows are pinned.
        var row = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(block.Rows)) + (nint)item * block.Stride;
        for (var c = 0; c < block.Stride; c += FloatsPerCacheLine) Sse.Prefetch0(row + c);
    }
}
