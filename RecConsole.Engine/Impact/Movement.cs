namespace RecConsole.Engine.Impact;

/// <summary>How two slates of one request differ.</summary>
public static class Movement
{
    /// <summary>
    /// Rank-biased overlap of two lists of distinct items, extrapolated from their evaluated depth (Webber, Moffat and Zobel
    /// 2010, eq. 32 for lists of one length; the shorter one's length counts): 1 for the same order, 0 for nothing in common.
    /// </summary>
    /// <param name="p">Persistence: how likely a reader goes on to the next slot.</param>
    public static double RankBiasedOverlap(ReadOnlySpan<int> a, ReadOnlySpan<int> b, double p)
    {
        var depth = Math.Min(a.Length, b.Length);
        if (depth == 0) return a.Length == b.Length ? 1 : 0;
        if (a.SequenceEqual(b)) return 1; // exactly: the sum below may miss it by a rounding
        var common = 0;
        double sum = 0, power = 1;
        for (var d = 0; d < depth; d++)
        {
            if (a[d] == b[d]) common++;
            else
            {
                if (b[..d].Contains(a[d])) common++;
                if (a[..d].Contains(b[d])) common++;
            }
            power *= p;
            sum += common / (d + 1.0) * power;
        }
        return Math.Min(1, common / (double)depth * power + (1 - p) / p * sum);
    }

    /// <summary>Whether the first <paramref name="depth"/> hold other items, or in another order.</summary>
    public static bool Differs(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int depth) =>
        !a[..Math.Min(depth, a.Length)].SequenceEqual(b[..Math.Min(depth, b.Length)]);
}
