using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Scoring;

/// <summary>One request made ready to be scored: the padded vector, the set of items that the scan passes over. Kept and reused.</summary>
sealed class ScoreQuery
{
    float[] padded = [];
    ulong[] ownBlocked = [];
    bool hasOwnBlocked;
    ulong[] sparseKeys = [];
    int sparseCount;

    public ScoreRequest Request;

    /// <summary>Place in the batch.</summary>
    public int Index;

    /// <summary>The highest threshold that a worker has published: only scores at or above it can still matter.</summary>
    public volatile float Threshold;

    /// <summary>What was found bears coarse scores, which are to be replaced by canonical ones.</summary>
    public bool IsCoarse;

    /// <summary>Twice the bound on the error of the scores found; 0 where they are canonical.</summary>
    public float Slack;

    /// <summary>The vector in integers, with the bound on what that costs.</summary>
    public CoarseQuery Coarse { get; } = new();

    /// <summary>Items asked for, at most N.</summary>
    public int Want { get; private set; }

    public ReadOnlySpan<float> Padded => padded;

    /// <summary>The most items that this request alone takes out of the scan.</summary>
    public int OwnItems => Request.ExcludedItems.Length + (Request.Sparse.IsEmpty ? 0 : Request.Sparse.Indices.Length);

    /// <summary>
    /// Bits of the items that the scan passes over: what is excluded, and the items of the sparse term, which are scored on
    /// their own. Empty when there are none.
    /// </summary>
    public ReadOnlySpan<ulong> Blocked => hasOwnBlocked ? ownBlocked : Request.Excluded is { } excluded ? excluded.Words : default;

    /// <summary>The items of the sparse term that are not excluded, with their whole scores.</summary>
    public ReadOnlySpan<ulong> SparseKeys => sparseKeys.AsSpan(0, sparseCount);

    public void Prepare(ScoreMatrix matrix, in ScoreRequest request)
    {
        Request = request;
        Want = Math.Min(request.Count, matrix.Count);
        var length = CanonicalScore.PaddedLength(matrix);
        if (padded.Length < length) padded = new float[length];
        CanonicalScore.Pad(matrix, request.Vector.Span, padded);
        sparseCount = 0;
        hasOwnBlocked = !request.ExcludedItems.IsEmpty || !request.Sparse.IsEmpty;
        if (!hasOwnBlocked) return;
        var words = (matrix.Count + 63) >> 6;
        if (ownBlocked.Length < words) ownBlocked = new ulong[words];
        if (request.Excluded is { } shared) shared.Words.CopyTo(ownBlocked);
        else Array.Clear(ownBlocked, 0, words);
        foreach (var item in request.ExcludedItems.Span) ownBlocked[item >> 6] |= 1UL << item;
        if (!request.Sparse.IsEmpty) ScoreSparse(matrix);
    }

    /// <summary>Scores the items of the sparse term that are not excluded, and takes them out of the scan.</summary>
    void ScoreSparse(ScoreMatrix matrix)
    {
        var indices = Request.Sparse.Indices.Span;
        var values = Request.Sparse.Values.Span;
        if (sparseKeys.Length < indices.Length) sparseKeys = new ulong[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            var item = indices[i];
            ref var word = ref ownBlocked[item >> 6];
            if ((word & 1UL << item) != 0) continue;
            word |= 1UL << item;
            sparseKeys[sparseCount++] = RankKey.Of(Score(matrix, item, Request.Sparse.Weight * values[i]), item);
        }
    }

    public float Score(ScoreMatrix matrix, int item, float sparse = 0) =>
        CanonicalScore.Total(CanonicalScore.Dot(matrix, item, padded), Request.Bias, item, sparse, Request.Offset);

    /// <summary>Lets go of the request's memory.</summary>
    public void Release() => Request = default;
}
