namespace RecConsole.Engine.Ranking;

/// <summary>
/// The closed form behind "what would bring it to rank r". With one lever moved by x, rival j leads the item by
/// lead[j] + x · slope[j]: a line, which crosses zero at most once. Sorted, the crossings tell for every x how many rivals
/// are ahead. O(N log N) at worst; where too few rivals can fall behind at all, one pass.
/// </summary>
static class ThresholdSweep
{
    /// <summary>Ranges returned at most: beyond the nearest ones nobody looks.</summary>
    const int MaxRanges = 16;

    /// <summary>The ranges of x above 0, up to <paramref name="limit"/>, in which at most <paramref name="most"/> rivals are ahead; nearest first.</summary>
    /// <param name="lead">By rival, never 0: a tie counts as the smallest lead of whoever goes first.</param>
    /// <param name="slope">By rival: what moving the lever by 1 adds to its lead.</param>
    public static List<(double From, double To)> Ranges(ReadOnlySpan<double> lead, ReadOnlySpan<double> slope, int most, double limit)
    {
        var falling = new List<double>(); // where a rival that is ahead falls behind
        var rising = new List<double>(); // where one that is behind comes ahead
        var ahead = 0;
        for (var j = 0; j < lead.Length; j++)
        {
            if (lead[j] > 0) ahead++;
            if (lead[j] > 0 == slope[j] > 0 || slope[j] == 0) continue;
            var crossing = -lead[j] / slope[j];
            if (crossing <= limit) (lead[j] > 0 ? falling : rising).Add(crossing);
        }
        if (ahead - falling.Count > most) return [];

        falling.Sort();
        rising.Sort();
        var ranges = new List<(double, double)>();
        var start = ahead <= most ? 0 : double.NaN;
        var r = 0;
        foreach (var f in falling)
        {
            while (r < rising.Count && rising[r] < f) Rise(rising[r++]);
            if (--ahead == most) start = f;
            if (ranges.Count == MaxRanges) return ranges;
        }
        while (r < rising.Count) Rise(rising[r++]);
        if (!double.IsNaN(start)) ranges.Add((start, limit));
        return ranges;

        void Rise(double x)
        {
            if (++ahead != most + 1) return;
            if (x > start) ranges.Add((start, x));
            start = double.NaN;
        }
    }
}
