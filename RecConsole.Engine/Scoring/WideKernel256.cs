using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>AVX2: as <see cref="WideKernel512"/>, a quarter of the panel at a time, since there are 16 registers of 8 lanes.</summary>
readonly unsafe struct WideKernel256 : IWideKernel
{
    public static int Tile(short* dense, int densePairs, short* signals, int signalPairs, int* queries, int* floors, int* sums)
    {
        var hits = 0;
        for (var quarter = 0; quarter < 4; quarter++)
            hits |= Quarter(dense + 32 * quarter, densePairs, signals + 32 * quarter, signalPairs, queries, floors, sums + 16 * quarter);
        return hits;
    }

    static int Quarter(short* dense, int densePairs, short* signals, int signalPairs, int* queries, int* floors, int* sums)
    {
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var panel = dense;
        var end = dense + densePairs * WidePanels.PairLength;
        for (var block = 0; block < 2; block++)
        {
            for (; panel != end; panel += WidePanels.PairLength, queries += IWideKernel.Queries)
            {
                var i0 = Vector256.Load(panel);
                var i1 = Vector256.Load(panel + 16);
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
            end = signals + signalPairs * WidePanels.PairLength;
        }
        return Report(a0, a1, floors[0], sums)
            | Report(b0, b1, floors[1], sums + 64) << 1
            | Report(c0, c1, floors[2], sums + 128) << 2
            | Report(d0, d1, floors[3], sums + 192) << 3;
    }

    /// <summary>Always stores: another quarter may hit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Report(Vector256<int> s0, Vector256<int> s1, int floor, int* sums)
    {
        s0.Store(sums);
        s1.Store(sums + 8);
        return Vector256.GreaterThanOrEqualAny(Vector256.Max(s0, s1), Vector256.Create(floor)) ? 1 : 0;
    }
}
