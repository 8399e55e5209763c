using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Scores panels in integers for a batch and drops what may matter into the reservoirs. Only where some item
/// reaches a request's threshold does a panel's result leave the registers. A panel stays in the first cache while all requests pass over it.
/// </summary>
sealed unsafe class CoarseScan
{
    const int CacheLine = 64;
    const int FewestTilesToFetch = 4;

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
        // Room for a whole last tile: a request that is not there has a threshold that nothing reaches.
        var room = queries.Count + ICoarseKernel.Queries;
        var steps = stackalloc float[room];
        var thresholds = stackalloc float[room];
        var biases = stackalloc float*[room];
        var biasSteps = stackalloc nint[room];
        var noBias = stackalloc float[CoarsePanels.Items];
        var scores = stackalloc float[ICoarseKernel.Queries * CoarsePanels.Items];
        var over = stackalloc ulong[ICoarseKernel.Queries];
        new Span<float>(noBias, CoarsePanels.Items).Clear();
        for (var q = 0; q < room; q++)
        {
            steps[q] = q < queries.Count ? queries[q].Coarse.Step : 0;
            thresholds[q] = q < queries.Count ? reservoirs[queries[q].Index].Threshold : float.PositiveInfinity;
            var bias = q < queries.Count ? queries[q].Request.Bias : null;
            biases[q] = bias is null ? noBias : bias.Address + (nint)firstPanel * CoarsePanels.Items;
            biasSteps[q] = bias is null ? 0 : CoarsePanels.Items;
        }
        var tile = new CoarseTile { DensePairs = dense.Pairs, SignalPairs = signals.Pairs, Scores = scores, Over = over };
        var inFullTiles = fullTiles * ICoarseKernel.Queries;
        var tileCount = fullTiles + Math.Max(0, queries.Count - inFullTiles);
        // Small batches run through a panel so fast that the processor's own prefetcher does better.
        var fetches = tileCount >= FewestTilesToFetch;
        var denseFetch = fetches ? BytesPerTile(dense.PanelBytes, tileCount) : 0;
        var signalFetch = fetches ? BytesPerTile(signals.PanelBytes, tileCount) : 0;
        fixed (int* interleaved = tiles)
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                tile.Dense = dense.Panel(panel);
                tile.Signals = signals.Panel(panel);
                var inside = ulong.MaxValue >> Math.Max(0, (panel + 1) * CoarsePanels.Items - matrix.Count);
                byte* nextDense = tile.Dense + dense.PanelBytes, nextSignals = tile.Signals + signals.PanelBytes;
                for (var q = 0; q < queries.Count; q += q < inFullTiles ? ICoarseKernel.Queries : 1)
                {
                    Fetch(ref nextDense, denseFetch, tile.Dense + 2 * dense.PanelBytes);
                    Fetch(ref nextSignals, signalFetch, tile.Signals + 2 * signals.PanelBytes);
                    tile.Queries = interleaved + q * pairs;
                    tile.Steps = steps + q;
                    tile.Thresholds = thresholds + q;
                    tile.Biases = biases + q;
                    var hits = q < inFullTiles ? TKernel.Four<TElement>(&tile) : TKernel.One<TElement>(&tile);
                    for (; hits != 0; hits &= hits - 1)
                    {
                        var k = BitOperations.TrailingZeroCount(hits);
                        var query = queries[q + k];
                        thresholds[q + k] = Take(query, reservoirs[query.Index], panel, over[k] & inside, scores + k * CoarsePanels.Items);
                    }
                }
                for (var q = 0; q < queries.Count; q++) biases[q] += biasSteps[q];
            }
    }

    static int BytesPerTile(int bytes, int tiles) => (bytes + tiles * CacheLine - 1) / (tiles * CacheLine) * CacheLine;

    /// <summary>Asks for some of the next panel, so that it has come by the time it is needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fetch(ref byte* from, int bytes, byte* end)
    {
        if (!Sse.IsSupported) return;
        // A prefetch never faults, so that the last panel needs no care.
        for (var to = Math.Min((nuint)(from + bytes), (nuint)end); (nuint)from < to; from += CacheLine) Sse.Prefetch1(from);
    }

    /// <summary>Returns the threshold from now on.</summary>
    static float Take(ScoreQuery query, Reservoir reservoir, int panel, ulong over, float* scores)
    {
        var blocked = query.Blocked;
        if (!blocked.IsEmpty) over &= ~blocked[panel];
        for (; over != 0; over &= over - 1)
        {
            var place = BitOperations.TrailingZeroCount(over);
            reservoir.Add(scores[place], panel * CoarsePanels.Items + place);
        }
        return reservoir.Threshold;
    }
}
