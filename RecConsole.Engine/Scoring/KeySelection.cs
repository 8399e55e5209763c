namespace RecConsole.Engine.Scoring;

/// <summary>Partial ordering of distinct <see cref="RankKey"/>s: linear on average, n log n at worst.</summary>
static class KeySelection
{
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

    /// <summary>
    /// Puts the keys under a pivot in front and returns how many: at least one, at most all but one. Without a branch on
    /// the keys (Lomuto's scheme), since mispredicted branches cost more than the moves.
    /// </summary>
    static int Partition(Span<ulong> keys)
    {
        var pivot = MedianOfThree(keys[0], keys[keys.Length / 2], keys[^1]);
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

    static ulong MedianOfThree(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
