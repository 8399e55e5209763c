using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>AVX2: as <see cref="CoarseKernel512"/>, a quarter of the panel at a time, since there are 16 registers of 8 lanes.</summary>
readonly unsafe struct CoarseKernel256 : ICoarseKernel
{
    public static int Four<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* queries, int* floors, int* sums)
        where TElement : struct, IPanelElement
    {
        var hits = 0;
        for (var first = 0; first < CoarsePanels.Items; first += 16)
            hits |= Quarter<TElement>(dense, densePairs, signals, signalPairs, first, queries, floors, sums + first);
        return hits;
    }

    public static int One<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int* query, int* floors, int* sums)
        where TElement : struct, IPanelElement
    {
        var hits = 0;
        for (var first = 0; first < CoarsePanels.Items; first += 32)
        {
            Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
            var pairs = query;
            var panel = dense;
            var end = dense + densePairs * TElement.PairBytes;
            for (var block = 0; block < 2; block++)
            {
                for (; panel != end; panel += TElement.PairBytes, pairs++)
                {
                    var pair = Vector256.Create(*pairs).AsInt16();
                    s0 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first), pair);
                    s1 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 8), pair);
                    s2 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 16), pair);
                    s3 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 24), pair);
                }
                panel = signals;
                end = signals + signalPairs * TElement.PairBytes;
            }
            hits |= Report(s0, s1, *floors, sums + first) | Report(s2, s3, *floors, sums + first + 16);
        }
        return hits;
    }

    static int Quarter<TElement>(byte* dense, int densePairs, byte* signals, int signalPairs, int first, int* queries, int* floors, int* sums)
        where TElement : struct, IPanelElement
    {
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var panel = dense;
        var end = dense + densePairs * TElement.PairBytes;
        for (var block = 0; block < 2; block++)
        {
            for (; panel != end; panel += TElement.PairBytes, queries += ICoarseKernel.Queries)
            {
                var i0 = TElement.Load256(panel, first);
                var i1 = TElement.Load256(panel, first + 8);
                var a = Vector256.Create(queries[0]).AsInt16();
                a0 += Avx2.MultiplyAddAdjacent(i0, a);
                a1 += Avx2.MultiplyAddAdjacent(i1, a);
                var b = Vector256.Create(queries[1]).AsInt16();
                b0 += Avx2.MultiplyAddAdjacent(i0, b);
                b1 += Avx2.MultiplyAddAdjacent(i1, b);
                var c = Vector256.Create(queries[2]).AsInt16();
                c0 += Avx2.MultiplyAddAdjacent(i0, c);
                c1 += Avx2.MultiplyAddAdjacent(i1, c);
                var d = Vector256.Create(queries[3]).AsInt16();
                d0 += Avx2.MultiplyAddAdjacent(i0, d);
                d1 += Avx2.MultiplyAddAdjacent(i1, d);
            }
            panel = signals;
            end = signals + signalPairs * TElement.PairBytes;
        }
        return Report(a0, a1, floors[0], sums)
            | Report(b0, b1, floors[1], sums + 64) << 1
            | Report(c0, c1, floors[2], sums + 128) << 2
            | Report(d0, d1, floors[3], sums + 192) << 3;
    }

    /// <summary>Always stores: another part of the panel may hit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Report(Vector256<int> s0, Vector256<int> s1, int floor, int* sums)
    {
        s0.Store(sums);
        s1.Store(sums + 8);
        return Vector256.GreaterThanOrEqualAny(Vector256.Max(s0, s1), Vector256.Create(floor)) ? 1 : 0;
    }
}
