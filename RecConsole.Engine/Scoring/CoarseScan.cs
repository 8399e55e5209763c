using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Scores panels in integers for a batch and drops what may matter into the reservoirs. Only panels with a sum at a
/// request's floor leave the registers. A panel stays in the first cache while all requests pass over it.
/// </summary>
sealed unsafe class CoarseScan
{
    readonly List<ScoreQuery> queries = [];
    int[] tiles = [];
    Precision precision;
    int pairs;
    int fullTiles;

    public int Count => queries.Count;

    public void Clear(Precision precision)
    {
        this.precision = precision;
        queries.Clear();
    }

    public void Add(ScoreQuery query) => queries.Add(query);

    /// <summary>Lays the requests' integers out for the kernel: interleaved for each four requests, then one or two alone.</summary>
    public void Interleave()
    {
        if (queries.Count == 0) return;
        pairs = queries[0].Coarse.Pairs.Length;
        // Three requests fill a tile well enough.
        fullTiles = (queries.Count + 1) / ICoarseKernel.Queries;
        var length = Math.Max(queries.Count, fullTiles * ICoarseKernel.Queries) * pairs;
        if (tiles.Length < length) tiles = GC.AllocateUninitializedArray<int>(length, pinned: true);
        for (var q = 0; q < queries.Count; q++)
        {
            var values = queries[q].Coarse.Pairs;
            if (q >= fullTiles * ICoarseKernel.Queries)
            {
                values.CopyTo(tiles.AsSpan(q * pairs));
                continue;
            }
            var target = tiles.AsSpan(q / ICoarseKernel.Queries * ICoarseKernel.Queries * pairs + q % ICoarseKernel.Queries);
            for (var p = 0; p < pairs; p++) target[p * ICoarseKernel.Queries] = values[p];
        }
    }

    public void Scan<TKernel>(ScoreMatrix matrix, List<Reservoir> reservoirs, int firstPanel, int endPanel)
        where TKernel : struct, ICoarseKernel
    {
        if (precision == Precision.Narrow) Scan<TKernel, NarrowElement>(matrix, reservoirs, firstPanel, endPanel);
        else Scan<TKernel, WideElement>(matrix, reservoirs, firstPanel, endPanel);
    }

    void Scan<TKernel, TElement>(ScoreMatrix matrix, List<Reservoir> reservoirs, int firstPanel, int endPanel)
        where TKernel : struct, ICoarseKernel
        where TElement : struct, IPanelElement
    {
        CoarsePanels dense = matrix.Dense.Panels(precision), signals = matrix.Signals.Panels(precision);
        var sums = stackalloc int[ICoarseKernel.Queries * CoarsePanels.Items];
        var floors = stackalloc int[queries.Count + ICoarseKernel.Queries];
        for (var q = 0; q < queries.Count; q++) floors[q] = Floor(queries[q], reservoirs[queries[q].Index]);
        for (var q = queries.Count; q % ICoarseKernel.Queries != 0; q++) floors[q] = int.MaxValue;
        var inFullTiles = fullTiles * ICoarseKernel.Queries;
        fixed (int* tile = tiles)
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                byte* densePanel = dense.Panel(panel), signalPanel = signals.Panel(panel);
                var inside = ulong.MaxValue >> Math.Max(0, (panel + 1) * CoarsePanels.Items - matrix.Count);
                for (var q = 0; q < inFullTiles; q += ICoarseKernel.Queries)
                {
                    var hits = TKernel.Four<TElement>(densePanel, dense.Pairs, signalPanel, signals.Pairs, tile + q * pairs, floors + q, sums);
                    for (; hits != 0; hits &= hits - 1)
                    {
                        var k = BitOperations.TrailingZeroCount(hits);
                        if (q + k < queries.Count) Take(q + k, reservoirs, panel, inside, sums + k * CoarsePanels.Items, floors);
                    }
                }
                for (var q = inFullTiles; q < queries.Count; q++)
                    if (TKernel.One<TElement>(densePanel, dense.Pairs, signalPanel, signals.Pairs, tile + q * pairs, floors + q, sums) != 0)
                        Take(q, reservoirs, panel, inside, sums, floors);
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
        var floor = (double)reservoir.Threshold / query.Coarse.Step;
        return floor >= int.MaxValue ? int.MaxValue : floor <= int.MinValue ? int.MinValue : (int)(floor - Math.Abs(floor) * 1e-6 - 1);
    }

    void Take(int index, List<Reservoir> reservoirs, int panel, ulong inside, int* sums, int* floors)
    {
        var query = queries[index];
        var reservoir = reservoirs[query.Index];
        var threshold = reservoir.Threshold;
        var step = query.Coarse.Step;
        ref var bias = ref Unsafe.NullRef<float>();
        if (query.Request.Bias is { } column) bias = ref column.Padded[panel * CoarsePanels.Items];
        var hasBias = !Unsafe.IsNullRef(ref bias);
        var over = inside & (hasBias ? Over(sums, step, ref bias, threshold) : Over(sums, floors[index]));
        if (over == 0) return;
        var blocked = query.Blocked;
        if (!blocked.IsEmpty) over &= ~blocked[panel];
        for (; over != 0; over &= over - 1)
        {
            var place = BitOperations.TrailingZeroCount(over);
            var score = hasBias ? MathF.FusedMultiplyAdd(sums[place], step, Unsafe.Add(ref bias, place)) : sums[place] * step;
            reservoir.Add(score, panel * CoarsePanels.Items + place);
        }
        if (reservoir.Threshold != threshold) floors[index] = Floor(query, reservoir);
    }

    /// <summary>A bit for each of the 64 sums that is at least the floor.</summary>
    static ulong Over(int* sums, int floor)
    {
        var over = 0UL;
        for (var i = 0; i < CoarsePanels.Items; i += Vector512<int>.Count)
            over |= Vector512.GreaterThanOrEqual(Vector512.Load(sums + i), Vector512.Create(floor)).ExtractMostSignificantBits() << i;
        return over;
    }

    /// <summary>A bit for each of the 64 sums that reaches the threshold with its bias.</summary>
    static ulong Over(int* sums, float step, ref float bias, float threshold)
    {
        var over = 0UL;
        for (var i = 0; i < CoarsePanels.Items; i += Vector512<float>.Count)
        {
            var score = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(Vector512.Load(sums + i)), Vector512.Create(step), Vector512.LoadUnsafe(ref bias, (nuint)i));
            over |= Vector512.GreaterThanOrEqual(score, Vector512.Create(threshold)).ExtractMostSignificantBits() << i;
        }
        return over;
    }
}
