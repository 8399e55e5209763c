using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The best of what one worker has seen for one request. Keys are appended until the buffer is full; a selection then keeps
/// the best <c>want</c> and all others within <c>slack</c> of the last of these, and raises the threshold under which no
/// item can matter. Slack is twice the bound on the error of the scores that come in: 0 where they are canonical.
/// </summary>
sealed class Reservoir
{
    /// <summary>Keys within the slack that are kept before the scores are called too coarse: beyond, a finer scan is cheaper.</summary>
    const int MostSurplus = 8192;

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

    /// <summary>Another worker's threshold for the same request.</summary>
    public void Raise(float threshold) => Threshold = Math.Max(Threshold, threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float score, int item)
    {
        if (score < Threshold) return;
        if (count == keys.Length)
        {
            Select();
            if (score < Threshold) return;
        }
        keys[count++] = RankKey.Of(score, item);
    }

    /// <summary>Forgets what can no longer be among the best.</summary>
    void Select()
    {
        count = Keep(keys.AsSpan(0, count), want, want + want / 4, slack, out var limit);
        Raise(limit);
        if (count - want > MostSurplus)
        {
            Overflowed = true;
            Threshold = float.PositiveInfinity;
            count = 0;
        }
        else if (count > keys.Length * 3L / 4) Array.Resize(ref keys, keys.Length * 2);
    }

    /// <summary>
    /// Moves the best to the front, from <paramref name="least"/> to <paramref name="most"/>, and behind them those within the
    /// slack of their last. Returns how many are kept, and the score under which an item no longer matters, rounded down.
    /// Without slack exactly the best are kept, ties and all.
    /// </summary>
    public static int Keep(Span<ulong> keys, int least, int most, float slack, out float limit)
    {
        limit = float.NegativeInfinity;
        if (keys.Length <= least || least == 0) return Math.Min(least, keys.Length);
        var kept = KeySelection.MoveBestToFront(keys, least, most);
        limit = RankKey.Score(TensorPrimitives.Max<ulong>(keys[..kept]));
        if (slack == 0) return kept;
        limit = MathF.BitDecrement(limit - slack);
        // The last key of a score at the limit; without a branch on the keys, which no processor predicts.
        var bound = RankKey.Of(limit, -1);
        for (var i = kept; i < keys.Length; i++)
        {
            var key = keys[i];
            keys[kept] = key;
            kept += key <= bound ? 1 : 0;
        }
        return kept;
    }
}
