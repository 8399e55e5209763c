using System.Runtime.CompilerServices;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The best of what one worker has seen for one request. Keys are appended until the buffer is full; a selection then keeps
/// the best <c>want</c> and all others within the slack of the last of these, and raises the threshold under which no
/// item can matter.
/// </summary>
sealed class Reservoir
{
    /// <summary>Keys within the slack that are kept before the scores are called too coarse: beyond, an exact scan is cheaper.</summary>
    const int MostSurplus = 16_384;

    ulong[] keys = [];
    int want;
    int count;

    /// <summary>Twice the bound on the error of the scores that come in: 0 where they are canonical.</summary>
    public float Slack { get; private set; }

    /// <summary>Only scores at or above this can still matter.</summary>
    public float Threshold { get; private set; }

    /// <summary>The scores were too coarse to tell the best apart: the content is void.</summary>
    public bool Overflowed { get; private set; }

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, count);

    public void Reset(int want, float slack)
    {
        this.want = want;
        Slack = slack;
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

    /// <summary>The score that an item needs to matter beside these best ones, rounded down.</summary>
    public static float Limit(ReadOnlySpan<ulong> best, float slack)
    {
        var worst = best[0];
        foreach (var key in best) worst = Math.Max(worst, key);
        var score = RankKey.Score(worst);
        return slack > 0 ? MathF.BitDecrement(score - slack) : score;
    }

    /// <summary>Forgets what can no longer be among the best.</summary>
    void Select()
    {
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), want);
        Threshold = Limit(keys.AsSpan(0, want), Slack);
        var kept = want;
        if (Slack > 0)
            for (var i = want; i < count; i++)
                if (RankKey.Score(keys[i]) >= Threshold) keys[kept++] = keys[i];
        count = kept;
        if (count - want > MostSurplus)
        {
            Overflowed = true;
            Threshold = float.PositiveInfinity;
            count = 0;
        }
        else if (count > keys.Length * 3L / 4) Array.Resize(ref keys, keys.Length * 2);
    }
}
