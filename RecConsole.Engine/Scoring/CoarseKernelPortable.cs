using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>Any processor: .NET's own 128-bit vectors, four items at a time.</summary>
readonly unsafe struct CoarseKernelPortable : ICoarseKernel
{
    public static int Four<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* queries, int* floors, int* sums)
        where TElement : struct, IPanelElement
    {
        var hits = 0;
        for (var q = 0; q < ICoarseKernel.Queries; q++)
            hits |= Scan<TElement>(dense, densePairs, signals, signalPairs, queries + q, ICoarseKernel.Queries, floors[q], sums + q * CoarsePanels.Items) << q;
        return hits;
    }

    public static int One<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* query, int* floors, int* sums)
        where TElement : struct, IPanelElement =>
        Scan<TElement>(dense, densePairs, signals, signalPairs, query, 1, *floors, sums);

    static int Scan<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* query, int queryStride, int floor, int* sums)
        where TElement : struct, IPanelElement
    {
        var best = Vector128.Create(int.MinValue);
        for (var first = 0; first < CoarsePanels.Items; first += 8)
        {
            Vector128<int> s0 = default, s1 = default;
            var pair = query;
            for (var p = 0; p < densePairs; p++, pair += queryStride)
                Add<TElement>(dense + p * TElement.PairBytes, first, *pair, ref s0, ref s1);
            for (var p = 0; p < signalPairs; p++, pair += queryStride)
                Add<TElement>(signals + p * TElement.PairBytes, first, *pair, ref s0, ref s1);
            s0.Store(sums + first);
            s1.Store(sums + first + 4);
            best = Vector128.Max(best, Vector128.Max(s0, s1));
        }
        return Vector128.GreaterThanOrEqualAny(best, Vector128.Create(floor)) ? 1 : 0;
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
