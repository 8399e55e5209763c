using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>Any processor: .NET's own 128-bit vectors, eight items at a time.</summary>
readonly unsafe struct CoarseKernelPortable : ICoarseKernel
{
    public static int Four<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement
    {
        var hits = 0;
        for (var q = 0; q < ICoarseKernel.Queries; q++) hits |= Scan<TElement>(tile, q, ICoarseKernel.Queries) << q;
        return hits;
    }

    public static int One<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement => Scan<TElement>(tile, 0, 1);

    static int Scan<TElement>(CoarseTile* tile, int query, int queries) where TElement : struct, IPanelElement
    {
        var step = Vector128.Create(tile->Steps[query]);
        var threshold = Vector128.Create(tile->Thresholds[query]);
        var over = 0UL;
        for (var first = 0; first < CoarsePanels.Items; first += 8)
        {
            Vector128<int> s0 = default, s1 = default;
            var pair = tile->Queries + query;
            for (var p = 0; p < tile->DensePairs; p++, pair += queries) Add<TElement>(tile->Dense + p * TElement.PairBytes, first, *pair, ref s0, ref s1);
            for (var p = 0; p < tile->SignalPairs; p++, pair += queries) Add<TElement>(tile->Signals + p * TElement.PairBytes, first, *pair, ref s0, ref s1);
            var bias = tile->Biases[query] + first;
            var scores = tile->Scores + query * CoarsePanels.Items + first;
            var f0 = Vector128.ConvertToSingle(s0) * step + Vector128.Load(bias);
            var f1 = Vector128.ConvertToSingle(s1) * step + Vector128.Load(bias + 4);
            f0.Store(scores);
            f1.Store(scores + 4);
            var eight = Vector128.GreaterThanOrEqual(f0, threshold).ExtractMostSignificantBits()
                | Vector128.GreaterThanOrEqual(f1, threshold).ExtractMostSignificantBits() << 4;
            over |= (ulong)eight << first;
        }
        tile->Over[query] = over;
        return over != 0 ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add<TElement>(byte* panel, int first, int pair, ref Vector128<int> s0, ref Vector128<int> s1)
        where TElement : struct, IPanelElement
    {
        var even = Vector128.Create((int)(short)pair);
        var odd = Vector128.Create(pair >> 16);
        var i0 = TElement.Load128(panel, first).AsInt32();
        var i1 = TElement.Load128(panel, first + 4).AsInt32();
        s0 += (i0 << 16 >> 16) * even + (i0 >> 16) * odd;
        s1 += (i1 << 16 >> 16) * even + (i1 >> 16) * odd;
    }
}
