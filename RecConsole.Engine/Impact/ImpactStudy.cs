using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: the live revision, a draft, and logged traffic. Out: what the draft would change, first of a few requests, then of
/// more. Movement and exposure: each request asked of the whole catalogue under either, with the shoppers and signals of now
/// and one chance for both. Estimates: from the sampled slates as they were logged. Runs on the caller's thread and the
/// scorer's; cancelled between products, so within some
/// 20 ms.
/// </summary>
public sealed class ImpactStudy(Ranker ranker, SlateBuilder builder, StrategyCompiler compiler, TimeProvider time)
{
    /// <summary>Requests before the first report, and in the chunks after it.</summary>
    const int FirstChunk = 128, Chunk = 512;

    /// <summary>Requests in one product.</summary>
    const int Batch = 64;

    public ImpactReport Run(StrategyRevision live, StrategyRevision draft, ImpactTraffic traffic, IProgress<ImpactReport>? progress = null, CancellationToken cancellation = default)
    {
        var started = time.GetTimestamp();
        var matrix = ranker.Hold();
        try
        {
            var moves = new MovementCount(matrix);
            var estimates = new EstimateCount(draft, traffic.Rewards is { } model ? new SlateEvaluator(model, compiler, matrix, time) : null);
            var total = traffic.Requests.Count;
            var done = 0;
            while (true)
            {
                var end = Math.Min(total, done == 0 ? FirstChunk : done + Chunk);
                Rank(live, draft, traffic.Requests, done, end, matrix, moves, cancellation);
                // samples keep pace with requests: each report is of the same share of both
                estimates.Advance(traffic.Samples, total == 0 ? traffic.Samples.Count : (int)((long)traffic.Samples.Count * end / total));
                done = end;
                cancellation.ThrowIfCancellationRequested();
                var report = estimates.Complete(moves.Report(done, total), traffic.WhyNoEstimate) with { TookMs = time.GetElapsedTime(started).TotalMilliseconds };
                if (done == total) return report;
                progress?.Report(report);
            }
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
    }

    /// <summary>Requests that ask the same of the same shopper are ranked once, and shown each with its own chance.</summary>
    void Rank(StrategyRevision live, StrategyRevision draft, IReadOnlyList<TrafficRequest> requests, int start, int end, CatalogMatrix matrix, MovementCount moves, CancellationToken cancellation)
    {
        var questions = SameQuestion.Group(requests, start, end, live.EnabledRules.IsEmpty && draft.EnabledRules.IsEmpty);
        var queries = new RankQuery[2 * Batch];
        var ranked = new RankedItems[2 * Batch];
        for (var at = 0; at < questions.Length; at += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var n = Math.Min(Batch, questions.Length - at);
            for (var i = 0; i < n; i++)
            {
                queries[2 * i] = questions[at + i].Key with { Revision = live };
                queries[2 * i + 1] = questions[at + i].Key with { Revision = draft };
            }
            ranker.RankMany(matrix, queries.AsSpan(0, 2 * n), ranked);
            Parallel.For(0, n, i =>
            {
                foreach (var request in questions[at + i].Value)
                {
                    var before = new int[request.Slots];
                    var after = new int[request.Slots];
                    var (was, becomes) = (builder.Show(ranked[2 * i], before, request.Seed), builder.Show(ranked[2 * i + 1], after, request.Seed));
                    lock (moves) moves.Add(request, before.AsSpan(0, was), after.AsSpan(0, becomes));
                }
                ranked[2 * i].Dispose();
                ranked[2 * i + 1].Dispose();
            });
        }
    }
}
