namespace RecConsole.Engine.Signals;

/// <summary>
/// Exponentially decayed sums, one per item, by forward decay (Cormode, Shkapenyuk, Srivastava and Xu 2009): an event at
/// time t adds weight · 2^((t - landmark) / half-life), and one factor for all items brings the sums to now. So a
/// refresh costs one multiplication an item, events may come late, and nothing is swept.
/// </summary>
sealed class DecayedSum(TimeSpan halfLife)
{
    const double MaxExponent = 512; // in half-lives; sums stay far below the largest double

    double[] sums = [];
    DateTimeOffset landmark;
    bool started;

    public void Grow(int count)
    {
        if (count > sums.Length) Array.Resize(ref sums, Math.Max(count, sums.Length * 2));
    }

    public void Add(int index, double weight, DateTimeOffset at)
    {
        if (!started) (landmark, started) = (at, true);
        var exponent = (at - landmark) / halfLife;
        if (exponent > MaxExponent)
        {
            Rebase(at);
            exponent = 0;
        }
        sums[index] += weight * double.Exp2(exponent);
    }

    /// <summary>Writes each item's sum as of <paramref name="now"/>.</summary>
    public void ReadAt(DateTimeOffset now, Span<float> values)
    {
        var factor = started ? double.Exp2((landmark - now) / halfLife) : 0;
        for (var i = 0; i < values.Length; i++) values[i] = i < sums.Length ? (float)(sums[i] * factor) : 0;
    }

    void Rebase(DateTimeOffset to)
    {
        var factor = double.Exp2((landmark - to) / halfLife);
        for (var i = 0; i < sums.Length; i++) sums[i] *= factor;
        landmark = to;
    }
}
