namespace RecConsole.Engine.Scoring;

/// <summary>Partial ordering of <see cref="RankKey"/>s: linear on average, n log n at worst.</summary>
static class KeySelection
{
    /// <summary>Moves the <paramref name="count"/> smallest keys (the best) to the front, in any order.</summary>
    public static void MoveBestToFront(Span<ulong> keys, int count)
    {
        if (count <= 0 || count >= keys.Length) return;
        int low = 0, high = keys.Length - 1, target = count - 1;
        var patience = 2 * int.Log2(keys.Length) + 8;
        while (high - low > 16)
        {
            if (patience-- == 0) break;
            var pivot = MedianOfThree(keys[low], keys[low + (high - low) / 2], keys[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (keys[i] < pivot) i++;
                while (keys[j] > pivot) j--;
                if (i > j) break;
                (keys[i], keys[j]) = (keys[j], keys[i]);
                i++;
                j--;
            }
            if (target <= j) high = j;
            else if (target >= i) low = i;
            else return;
        }
        keys[low..(high + 1)].Sort();
    }

    static ulong MedianOfThree(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
