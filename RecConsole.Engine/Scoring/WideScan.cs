using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Scores panels in 16-bit integers for a batch and drops what may matter into the reservoirs. Only panels with a sum at a
/// request's floor leave the registers. A panel stays in the first cache while all requests pass over it.
/// </summary>
sealed unsafe class WideScan
{
    readonly List<ScoreQuery> queries = [];
    int[] tiles = [];

    public int Count => queries.Count;

    public ScoreQuery this[int index] => queries[index];

    public void Clear() => queries.Clear();

    public void Add(ScoreQuery query) => queries.Add(query);

    /// <summary>Interleaves the requests' integers: for each four requests, for each pair of columns, the four pairs.</summary>
    public void Interleave()
    {
        if (queries.Count == 0) return;
        var pairs = queries[0].Wide.Pairs.Length;
        var groups = (queries.Count + IWideKernel.Queries - 1) / IWideKernel.Queries;
        var length = groups * pairs * IWideKernel.Queries;
        if (tiles.Length < length) tiles = GC.AllocateUninitializedArray<int>(length, pinned: true);
        Array.Clear(tiles, 0, length);
        for (var q = 0; q < queries.Count; q++)
        {
            var values = queries[q].Wide.Pairs;
            var target = tiles.AsSpan(q / IWideKernel.Queries * pairs * IWideKernel.Queries + q % IWideKernel.Queries);
            for (var p = 0; p < pairs; p++) target[p * IWideKernel.Queries] = values[p];
        }
    }

    public void Scan<TKernel>(ScoreMatrix matrix, List<Reservoir> reservoirs, int firstPanel, int endPanel)
        where TKernel : struct, IWideKernel
    {
        WidePanels dense = matrix.Dense.Wide, signals = matrix.Signals.Wide;
        var tileLength = (dense.Pairs + signals.Pairs) * IWideKernel.Queries;
        var sums = stackalloc int[IWideKernel.Queries * WidePanels.Items];
        var floors = stackalloc int[queries.Count + IWideKernel.Queries];
        for (var q = 0; q < queries.Count; q++) floors[q] = Floor(queries[q], reservoirs[queries[q].Index]);
        for (var q = queries.Count; q % IWideKernel.Queries != 0; q++) floors[q] = int.MaxValue;
        fixed (int* tile = tiles)
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                short* densePanel = dense.Panel(panel), signalPanel = signals.Panel(panel);
                var end = Math.Min(matrix.Count, (panel + 1) * WidePanels.Items);
                var inside = ulong.MaxValue >> ((panel + 1) * WidePanels.Items - end);
                for (var q = 0; q < queries.Count; q += IWideKernel.Queries)
                {
                    var hits = TKernel.Tile(densePanel, dense.Pairs, signalPanel, signals.Pairs, tile + q / IWideKernel.Queries * tileLength, floors + q, sums);
                    for (; hits != 0; hits &= hits - 1)
                    {
                        var k = BitOperations.TrailingZeroCount(hits);
                        if (q + k >= queries.Count) break;
                        var query = queries[q + k];
                        var reservoir = reservoirs[query.Index];
                        Take(query, reservoir, panel, inside, sums + k * WidePanels.Items);
                        floors[q + k] = Floor(query, reservoir);
                    }
                }
            }
    }

    /// <summary>
    /// A sum under this cannot reach the threshold; with a bias column every panel has to be looked at. A little low, so that
    /// rounding here loses nothing: the reservoir looks again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Floor(ScoreQuery query, Reservoir reservoir)
    {
        if (query.Request.Bias is not null) return reservoir.Overflowed ? int.MaxValue : int.MinValue;
        var floor = (double)reservoir.Threshold / query.Wide.Step;
        return floor >= int.MaxValue ? int.MaxValue : floor <= int.MinValue ? int.MinValue : (int)(floor - Math.Abs(floor) * 1e-6 - 1);
    }

    static void Take(ScoreQuery query, Reservoir reservoir, int panel, ulong inside, int* sums)
    {
        var scores = stackalloc float[WidePanels.Items];
        var over = query.Request.Bias is { } bias
            ? Score(sums, query.Wide.Step, ref bias.Padded[panel * WidePanels.Items], reservoir.Threshold, scores)
            : Score(sums, query.Wide.Step, reservoir.Threshold, scores);
        over &= inside;
        if (over == 0) return;
        var blocked = query.Blocked;
        if (!blocked.IsEmpty) over &= ~blocked[panel];
        for (; over != 0; over &= over - 1)
        {
            var place = BitOperations.TrailingZeroCount(over);
            reservoir.Add(scores[place], panel * WidePanels.Items + place);
        }
    }

    static ulong Score(int* sums, float step, float threshold, float* scores)
    {
        var over = 0UL;
        for (var i = 0; i < WidePanels.Items; i += Vector512<float>.Count)
        {
            var score = Vector512.ConvertToSingle(Vector512.Load(sums + i)) * step;
            score.Store(scores + i);
            over |= Vector512.GreaterThanOrEqual(score, Vector512.Create(threshold)).ExtractMostSignificantBits() << i;
        }
        return over;
    }

    static ulong Score(int* sums, float step, ref float bias, float threshold, float* scores)
    {
        var over = 0UL;
        for (var i = 0; i < WidePanels.Items; i += Vector512<float>.Count)
        {
            var score = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(Vector512.Load(sums + i)), Vector512.Create(step), Vector512.LoadUnsafe(ref bias, (nuint)i));
            score.Store(scores + i);
            over |= Vector512.GreaterThanOrEqual(score, Vector512.Create(threshold)).ExtractMostSignificantBits() << i;
        }
        return over;
    }
}
