using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Numerics;

/// <summary>Partial ordering of distinct <see cref="RankKey"/>s: linear on average, n log n at worst.</summary>
static class KeySelection
{
    /// <summary>Keys that a partition by compression can take: 8 KB of stack.</summary>
    internal const int MostCompressed = 1024;

    /// <summary>Moves the <paramref name="count"/> smallest keys (the best) to the front, in any order.</summary>
    public static void MoveBestToFront(Span<ulong> keys, int count) => MoveBestToFront(keys, count, count);

    /// <summary>
    /// Moves the smallest keys to the front and returns how many: from <paramref name="least"/> to <paramref name="most"/>,
    /// where some room between the two saves half of the work.
    /// </summary>
    public static int MoveBestToFront(Span<ulong> keys, int least, int most)
    {
        if (least <= 0) return 0;
        if (keys.Length <= most) return keys.Length;
        int low = 0, high = keys.Length;
        for (var patience = 2 * int.Log2(keys.Length) + 8; high - low > 24 && patience > 0; patience--)
        {
            var middle = low + Partition(keys[low..high]);
            if (middle >= least && middle <= most) return middle;
            if (middle > most) high = middle;
            else low = middle;
        }
        keys[low..high].Sort();
        return least;
    }

    /// <summary>Puts the keys under a pivot in front and returns how many: at least one, at most all but one.</summary>
    static int Partition(Span<ulong> keys)
    {
        var pivot = MedianOfThree(keys[0], keys[keys.Length / 2], keys[^1]);
        return Avx512F.IsSupported && keys.Length <= MostCompressed ? PartitionByCompress(keys, pivot) : PartitionByMoves(keys, pivot);
    }

    /// <summary>Without a branch on the keys (Lomuto's scheme), since mispredicted branches cost more than the moves.</summary>
    internal static int PartitionByMoves(Span<ulong> keys, ulong pivot)
    {
        var under = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i];
            keys[i] = keys[under];
            keys[under] = key;
            under += key < pivot ? 1 : 0;
        }
        return under;
    }

    /// <summary>Eight keys at a time, for at most <see cref="MostCompressed"/>: those under the pivot move up in place, the others by way of the stack.</summary>
    [SkipLocalsInit]
    internal static unsafe int PartitionByCompress(Span<ulong> keys, ulong pivot)
    {
        var rest = stackalloc ulong[MostCompressed + Vector512<ulong>.Count];
        var limit = Vector512.Create(pivot);
        int under = 0, over = 0, i = 0;
        fixed (ulong* first = keys)
        {
            for (; i <= keys.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            {
                var eight = Vector512.Load(first + i);
                var isUnder = Vector512.LessThan(eight, limit);
                // A whole register is stored: what lies behind the compressed keys has been read already, or is written again.
                Avx512F.Compress(Vector512<ulong>.Zero, isUnder, eight).Store(first + under);
                Avx512F.Compress(Vector512<ulong>.Zero, ~isUnder, eight).Store(rest + over);
                var found = BitOperations.PopCount(isUnder.ExtractMostSignificantBits());
                under += found;
                over += Vector512<ulong>.Count - found;
            }
            for (; i < keys.Length; i++)
            {
                if (first[i] < pivot) first[under++] = first[i];
                else rest[over++] = first[i];
            }
        }
        new ReadOnlySpan<ulong>(rest, over).CopyTo(keys[under..]);
        return under;
    }

    static ulong MedianOfThree(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
