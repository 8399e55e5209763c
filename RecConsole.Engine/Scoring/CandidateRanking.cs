namespace RecConsole.Engine.Scoring;

/// <summary>From what the workers' scans left of one request to its list: the best by coarse score and all within the slack are scored canonically, joined by the sparse term's items, and sorted.</summary>
sealed class CandidateRanking
{
    ulong[] keys = [];
    int count;

    public void Clear() => count = 0;

    public void Add(ReadOnlySpan<ulong> more)
    {
        if (keys.Length < count + more.Length) Array.Resize(ref keys, Math.Max(count + more.Length, 2 * keys.Length));
        more.CopyTo(keys.AsSpan(count));
        count += more.Length;
    }

    /// <summary><paramref name="slack"/> is twice the bound on the error of the scores that were added; 0 where they are canonical.</summary>
    public void Rank(ScoreMatrix matrix, ScoreQuery query, float slack, TopList result)
    {
        var want = query.Want;
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), want);
        if (query.IsCoarse)
        {
            var kept = Math.Min(count, want);
            if (count > want && want > 0)
            {
                var threshold = Reservoir.Limit(keys.AsSpan(0, want), slack);
                for (var i = want; i < count; i++)
                    if (RankKey.Score(keys[i]) >= threshold) keys[kept++] = keys[i];
            }
            count = kept;
            for (var i = 0; i < count; i++)
            {
                var item = RankKey.Index(keys[i]);
                keys[i] = RankKey.Of(query.Score(matrix, item), item);
            }
        }
        else count = Math.Min(count, want);
        Add(query.SparseKeys);
        KeySelection.MoveBestToFront(keys.AsSpan(0, count), want);
        var best = keys.AsSpan(0, Math.Min(count, want));
        best.Sort();
        result.Write(best);
    }
}
