using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// The canonical scores of all items under one request, and who may be shown: for people who ask why, not for serving.
/// Cost: about 10 ns an item for each scoring, 12 bytes an item.
/// </summary>
sealed class ScoreField
{
    readonly ScoreMatrix matrix;
    readonly Bitset excluded;
    readonly float[] scores;

    public ScoreField(RankedItems ranked)
    {
        matrix = ranked.Matrix.Scores;
        excluded = ranked.Request.Excluded!.Clone();
        foreach (var item in ranked.Request.ExcludedItems.Span) excluded[item] = true;
        scores = new float[matrix.Count];
        CanonicalScore.All(matrix, ranked.Request, scores);
    }

    public int Count => scores.Length;

    public float Score(int item) => scores[item];

    public bool IsExcluded(int item) => excluded[item];

    /// <summary>The place of an item among all that may be shown, from 1; of one that may not, the place that it would have.</summary>
    public int RankOf(int item) => RankOf(item, scores);

    /// <summary>The place that an item would have under a changed request.</summary>
    public int RankUnder(int item, in ScoreRequest changed, Span<float> scratch)
    {
        CanonicalScore.All(matrix, changed, scratch);
        return RankOf(item, scratch);
    }

    /// <summary>The item at a place among all that may be shown, or -1 where there are fewer.</summary>
    public int ItemAt(int rank)
    {
        var keys = new ulong[Count];
        var eligible = 0;
        for (var i = 0; i < Count; i++)
            if (!excluded[i]) keys[eligible++] = RankKey.Of(scores[i], i);
        if (rank > eligible) return -1;
        KeySelection.MoveBestToFront(keys.AsSpan(0, eligible), rank);
        var last = keys[0];
        foreach (var key in keys.AsSpan(0, rank)) last = Math.Max(last, key);
        return RankKey.Index(last);
    }

    int RankOf(int item, ReadOnlySpan<float> values)
    {
        var own = RankKey.Of(values[item], item);
        var rank = 1;
        for (var i = 0; i < values.Length; i++)
            if (RankKey.Of(values[i], i) < own && !excluded[i]) rank++;
        return rank;
    }
}
