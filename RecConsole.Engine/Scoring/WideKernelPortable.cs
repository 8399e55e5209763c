using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Scoring;

/// <summary>Any processor: .NET's own 128-bit vectors, four items at a time.</summary>
readonly unsafe struct WideKernelPortable : IWideKernel
{
    public static int Tile(short* dense, int densePairs, short* signals, int signalPairs, int* queries, int* floors, int* sums)
    {
        var hits = 0;
        for (var first = 0; first < WidePanels.Items; first += 4)
            hits |= Four(dense + 2 * first, densePairs, signals + 2 * first, signalPairs, queries, floors, sums + first);
        return hits;
    }

    static int Four(short* dense, int densePairs, short* signals, int signalPairs, int* queries, int* floors, int* sums)
    {
        Vector128<int> a = default, b = default, c = default, d = default;
        var panel = dense;
        var end = dense + densePairs * WidePanels.PairLength;
        for (var block = 0; block < 2; block++)
        {
            for (; panel != end; panel += WidePanels.PairLength, queries += IWideKernel.Queries)
            {
                var both = Vector128.Load((int*)panel);
                var even = both << 16 >> 16;
                var odd = both >> 16;
                a += even * (short)queries[0] + odd * (queries[0] >> 16);
                b += even * (short)queries[1] + odd * (queries[1] >> 16);
                c += even * (short)queries[2] + odd * (queries[2] >> 16);
                d += even * (short)queries[3] + odd * (queries[3] >> 16);
            }
            panel = signals;
            end = signals + signalPairs * WidePanels.PairLength;
        }
        return Report(a, floors[0], sums)
            | Report(b, floors[1], sums + 64) << 1
            | Report(c, floors[2], sums + 128) << 2
            | Report(d, floors[3], sums + 192) << 3;
    }

    static int Report(Vector128<int> four, int floor, int* sums)
    {
        four.Store(sums);
        return Vector128.GreaterThanOrEqualAny(four, Vector128.Create(floor)) ? 1 : 0;
    }
}
