using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>AVX2: as <see cref="CoarseKernel512"/>, a part of the panel at a time, since there are 16 registers of 8 lanes.</summary>
readonly unsafe struct CoarseKernel256 : ICoarseKernel
{
    public static int Four<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement
    {
        new Span<ulong>(tile->Over, ICoarseKernel.Queries).Clear();
        for (var first = 0; first < CoarsePanels.Items; first += 16)
        {
            Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            var queries = tile->Queries;
            var panel = tile->Dense;
            var end = panel + tile->DensePairs * TElement.PairBytes;
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
                panel = tile->Signals;
                end = panel + tile->SignalPairs * TElement.PairBytes;
            }
            Report(tile, 0, first, a0, a1);
            Report(tile, 1, first, b0, b1);
            Report(tile, 2, first, c0, c1);
            Report(tile, 3, first, d0, d1);
        }
        return (tile->Over[0] != 0 ? 1 : 0) | (tile->Over[1] != 0 ? 2 : 0) | (tile->Over[2] != 0 ? 4 : 0) | (tile->Over[3] != 0 ? 8 : 0);
    }

    public static int One<TElement>(CoarseTile* tile) where TElement : struct, IPanelElement
    {
        *tile->Over = 0;
        for (var first = 0; first < CoarsePanels.Items; first += 32)
        {
            Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
            var queries = tile->Queries;
            var panel = tile->Dense;
            var end = panel + tile->DensePairs * TElement.PairBytes;
            for (var block = 0; block < 2; block++)
            {
                for (; panel != end; panel += TElement.PairBytes, queries++)
                {
                    var pair = Vector256.Create(*queries).AsInt16();
                    s0 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first), pair);
                    s1 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 8), pair);
                    s2 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 16), pair);
                    s3 += Avx2.MultiplyAddAdjacent(TElement.Load256(panel, first + 24), pair);
                }
                panel = tile->Signals;
                end = panel + tile->SignalPairs * TElement.PairBytes;
            }
            Report(tile, 0, first, s0, s1);
            Report(tile, 0, first + 16, s2, s3);
        }
        return *tile->Over != 0 ? 1 : 0;
    }

    /// <summary>Always stores: another part of the panel may matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Report(CoarseTile* tile, int query, int first, Vector256<int> s0, Vector256<int> s1)
    {
        var step = Vector256.Create(tile->Steps[query]);
        var threshold = Vector256.Create(tile->Thresholds[query]);
        var bias = tile->Biases[query] + first;
        var scores = tile->Scores + query * CoarsePanels.Items + first;
        var f0 = Vector256.ConvertToSingle(s0) * step + Vector256.Load(bias);
        var f1 = Vector256.ConvertToSingle(s1) * step + Vector256.Load(bias + 8);
        f0.Store(scores);
        f1.Store(scores + 8);
        var over = Vector256.GreaterThanOrEqual(f0, threshold).ExtractMostSignificantBits()
            | Vector256.GreaterThanOrEqual(f1, threshold).ExtractMostSignificantBits() << 8;
        tile->Over[query] |= (ulong)over << first;
    }
}
