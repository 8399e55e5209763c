using System.Collections.Concurrent;
using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// In: a <see cref="RankQuery"/>. Out: the best items of the whole catalogue under the whole strategy, exactly.
/// Catalogue, signals and model are one set (<see cref="CatalogMatrix"/>), swapped atomically by <see cref="Publish"/>; a
/// request holds the set it began with.
/// </summary>
public sealed class Ranker
{
    readonly ConcurrentBag<RankedItems> pool = [];
    readonly ShopperEncoder encoder;
    readonly RulePlans rules;
    readonly MicroBatcher batcher;
    readonly RankingOptions options;
    readonly IItemScorer scorer;
    readonly TimeProvider time;
    volatile CatalogMatrix current;

    public Ranker(CatalogMatrix first, ShopperEncoder encoder, RulePlans rules, IItemScorer scorer, RankingOptions options, TimeProvider time)
    {
        (current, this.encoder, this.rules, this.scorer, this.options, this.time) = (first, encoder, rules, scorer, options, time);
        batcher = new MicroBatcher(scorer, time, options.QueueCapacity, options.MaxBatch, error => Failed?.Invoke(error));
    }

    /// <summary>The set that the next request ranks against; for a look at signals, not for scoring (see <see cref="RankAsync"/>).</summary>
    public CatalogMatrix Current => current;

    /// <summary>A product failed; its requests were answered with popularity slates.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Where the product runs.</summary>
    public string Device => scorer.Device;

    /// <summary>Why that is not the device asked for, or null.</summary>
    public string? FallbackReason => scorer.FallbackReason;

    /// <summary>M: how many of the best items the steps after the product choose from.</summary>
    public int TopItems => options.TopItems;

    /// <summary>From the next request on; requests under way keep their set.</summary>
    public void Publish(CatalogMatrix next) => current = next;

    /// <summary>Ranks; what cannot be ranked in time comes back <see cref="RankedItems.Degraded"/>, never as an exception. Dispose the result.</summary>
    public async ValueTask<RankedItems> RankAsync(RankQuery query)
    {
        var job = Rent();
        var matrix = Acquire();
        job.Prepare(matrix, query, rules.For(matrix, query), encoder.Encode(matrix, query.Shopper, query.Context.ItemId, job.PageList), Deadline());
        if (!batcher.TrySubmit(job)) job.Complete("overloaded");
        await job.Pending.ConfigureAwait(false);
        return job;
    }

    /// <summary>
    /// Ranks one request under two revisions, against one set and in one product. As <see cref="RankAsync"/>; dispose both results
    /// together, since they share what is known of the shopper.
    /// </summary>
    public async ValueTask<(RankedItems First, RankedItems Second)> RankBothAsync(RankQuery query, StrategyRevision other)
    {
        var (first, second) = (Rent(), Rent());
        var matrix = Acquire();
        matrix.Hold(); // each lets go of it
        var deadline = Deadline();
        var shopper = encoder.Encode(matrix, query.Shopper, query.Context.ItemId, first.PageList);
        var rival = query with { Revision = other };
        first.Prepare(matrix, query, rules.For(matrix, query), shopper, deadline);
        second.Prepare(matrix, rival, rules.For(matrix, rival), shopper, deadline);
        if (!batcher.TrySubmit(first, second))
        {
            first.Complete("overloaded");
            second.Complete("overloaded");
        }
        await first.Pending.ConfigureAwait(false);
        await second.Pending.ConfigureAwait(false);
        return (first, second);
    }

    /// <summary>
    /// Ranks many at once against one set, on the caller's thread and beside the requests' queue: for studies, not for
    /// shoppers. Neighbours that ask for one shopper on one page, under two revisions, share the encoding. Dispose each result.
    /// At most some hundred at a time: each holds its top M.
    /// </summary>
    /// <param name="matrix">A set that the caller holds (<see cref="Hold"/>).</param>
    public void RankMany(CatalogMatrix matrix, ReadOnlySpan<RankQuery> queries, Span<RankedItems> results)
    {
        var requests = new ScoreRequest[queries.Length];
        var tops = new TopList[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var job = results[i] = Rent();
            matrix.Hold();
            var query = queries[i];
            var asBefore = i > 0 && ReferenceEquals(query.Shopper, queries[i - 1].Shopper) && query.Context.ItemId == queries[i - 1].Context.ItemId;
            var shopper = asBefore ? results[i - 1].Shopper : encoder.Encode(matrix, query.Shopper, query.Context.ItemId, new SessionList()); // neighbours may outlive each other
            job.Prepare(matrix, query, rules.For(matrix, query), shopper, long.MaxValue);
            (requests[i], tops[i]) = (job.Request, job.Top);
        }
        scorer.Score(matrix.Scores, requests, tops);
    }

    /// <summary>Takes hold of the current set for a study; hand it back with <see cref="LetGo"/>.</summary>
    public CatalogMatrix Hold() => Acquire();

    public static void LetGo(CatalogMatrix matrix) => matrix.Release();

    internal void Return(RankedItems job) => pool.Add(job);

    RankedItems Rent() => pool.TryTake(out var pooled) ? pooled : new RankedItems(this);

    long Deadline() => time.GetTimestamp() + (long)(options.Deadline.TotalSeconds * time.TimestampFrequency);

    CatalogMatrix Acquire()
    {
        while (true)
        {
            var matrix = current;
            if (matrix.TryAcquire()) return matrix;
        }
    }
}
