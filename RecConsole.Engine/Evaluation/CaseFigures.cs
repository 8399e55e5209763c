namespace RecConsole.Engine.Evaluation;

/// <summary>
/// The figures of one case, from its list and the ranks of its targets. All relevance is binary; a target that the list
/// does not hold counts nothing.
/// </summary>
static class CaseFigures
{
    /// <summary>Names in the order in which <see cref="Compute"/> writes them; all are averaged over the cases.</summary>
    public static readonly string[] Names =
    [
        "hr@5", "ndcg@5", "hr@10", "ndcg@10", "recall@10", "precision@10", "map@10", "mrr@10", "hr@20", "ndcg@20", "recall@20", "mrr", "auc",
    ];

    /// <param name="ranks">Of the targets, from 1, ascending.</param>
    /// <param name="auc">Share of (target, other) pairs in the right order, ties half.</param>
    public static void Compute(ReadOnlySpan<int> ranks, double auc, Span<double> figures)
    {
        figures[0] = HitRate(ranks, 5);
        figures[1] = Ndcg(ranks, 5);
        figures[2] = HitRate(ranks, 10);
        figures[3] = Ndcg(ranks, 10);
        figures[4] = Recall(ranks, 10);
        figures[5] = (double)Hits(ranks, 10) / 10;
        figures[6] = AveragePrecision(ranks, 10);
        figures[7] = ranks[0] <= 10 ? 1.0 / ranks[0] : 0;
        figures[8] = HitRate(ranks, 20);
        figures[9] = Ndcg(ranks, 20);
        figures[10] = Recall(ranks, 20);
        figures[11] = 1.0 / ranks[0];
        figures[12] = auc;
    }

    static int Hits(ReadOnlySpan<int> ranks, int cutoff)
    {
        var hits = 0;
        while (hits < ranks.Length && ranks[hits] <= cutoff) hits++;
        return hits;
    }

    /// <summary>1 where any target is in the list.</summary>
    public static double HitRate(ReadOnlySpan<int> ranks, int cutoff) => ranks[0] <= cutoff ? 1 : 0;

    public static double Recall(ReadOnlySpan<int> ranks, int cutoff) => (double)Hits(ranks, cutoff) / ranks.Length;

    /// <summary>Sum of 1 / log2(1 + rank) over the hits, divided by what the best list would have (Järvelin and Kekäläinen 2002).</summary>
    public static double Ndcg(ReadOnlySpan<int> ranks, int cutoff)
    {
        double gain = 0, best = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] <= cutoff) gain += 1 / Math.Log2(1 + ranks[i]);
            if (i < cutoff) best += 1 / Math.Log2(2 + i);
        }
        return gain / best;
    }

    /// <summary>Mean over the first min(targets, cutoff) of the precision at each hit.</summary>
    public static double AveragePrecision(ReadOnlySpan<int> ranks, int cutoff)
    {
        var sum = 0.0;
        for (var i = 0; i < ranks.Length && ranks[i] <= cutoff; i++) sum += (i + 1.0) / ranks[i];
        return sum / Math.Min(ranks.Length, cutoff);
    }
}
