using System.Runtime.CompilerServices;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The best of what one worker has seen for one request. Keys are appended until the buffer is full; a selection then keeps
/// the best <c>want</c> and all others within <c>slack</c> of the last of these, and raises the threshold under which no
/// item can matter. Slack is twice the bound on the error of the scores that come in: 0 where they are canonical.
/// </summary>
sealed class Reservoir
{
    /// <summary>Keys within the slack that are kept before the scores are called too coarse: beyond, an exact scan is cheaper.</summary>
    const int MostSurplus = 16_384;

    ulong[] keys = [];
    int want;
    int count;
    float slack;

    /// <summary>Only scores at or above this can still matter.</summary>
    public float Threshold { get; private set; }

    /// <summary>The scores were too coarse to tell the best apart: the content is void.</summary>
    public bool Overflowed { get; private set; }

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, count);

    public void Reset(int want, float slack)
    {
        this.want = want;
        this.slack = slack;
        count = 0;
        Overflowed = false;
        Threshold = want == 0 ? float.PositiveInfinity : float.NegativeInfinity;
        var capacity = Math.Max(256, 2 * want);
        if (keys.Length < capacity) keys = new ulong[capacity];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float score, int item)
    {
        if (count == keys.Length) Select();
        if (score >= Threshold) keys[count++] = RankKey.Of(score, item);
    }

    /// <summary>Forgets what can no longer be among the best.</summary>
    public void Select()
    {
        if (count <= want) return;
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), want);
        var last = RankKey.Score(Worst(keys.AsSpan(0, want)));
        var kept = want;
        // Rounded down, so that an item exactly at the limit is kept.
        Threshold = slack > 0 ? MathF.BitDecrement(last - slack) : last;
        if (slack > 0)
            for (var i = want; i < count; i++)
                if (RankKey.Score(keys[i]) >= Threshold) keys[kept++] = keys[i];
        count = kept;
        if (count - want > MostSurplus)
        {
            Overflowed = true;
            Threshold = float.PositiveInfinity;
            count = 0;
        }
        else if (count > keys.Length * 3 / 4) Array.Resize(ref keys, keys.Length * 2);
    }

    static ulong Worst(ReadOnlySpan<ulong> keys)
    {
        var worst = keys[0];
        foreach (var key in keys) worst = Math.Max(worst, key);
        return worst;
    }
}
