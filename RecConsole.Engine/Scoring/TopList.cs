using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>The best items of one request: scores falling, ties by the lower index. Kept and written again by its owner.</summary>
public sealed class TopList
{
    int[] indices = [];
    float[] scores = [];

    /// <summary>Items found: the count asked for, or all eligible ones where they are fewer.</summary>
    public int Count { get; private set; }

    /// <summary>Dense item indices, best first.</summary>
    public ReadOnlySpan<int> Indices => indices.AsSpan(0, Count);

    /// <summary>Canonical scores (see <see cref="CanonicalScore"/>), falling.</summary>
    public ReadOnlySpan<float> Scores => scores.AsSpan(0, Count);

    /// <summary>Takes over ranked keys, best first.</summary>
    internal void Write(ReadOnlySpan<ulong> ranked)
    {
        if (indices.Length < ranked.Length)
        {
            indices = new int[ranked.Length];
            scores = new float[ranked.Length];
        }
        for (var i = 0; i < ranked.Length; i++) (indices[i], scores[i]) = (RankKey.Index(ranked[i]), RankKey.Score(ranked[i]));
        Count = ranked.Length;
    }
}
