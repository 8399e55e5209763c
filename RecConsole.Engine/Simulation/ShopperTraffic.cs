using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: the running engine. Out: visible traffic: shoppers of the demo shop come, ask the recommender for slates, and what
/// they do goes into the queue like anybody's events, marked as simulated. One loop, ten ticks a second; a tick waits for
/// its slates and for the receipt of its events, so that a slow engine gets fewer shoppers and never a backlog. About 1 %
/// of a core at the default pace, the engine's own work not counted.
/// </summary>
public sealed class ShopperTraffic
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan ShelvesMaxAge = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);
    /// <summary>Visits that may be under way at once, in minutes of arrivals: beyond it the engine is too slow for the pace.</summary>
    const double MaxOpenMinutes = 2;

    readonly Func<SlateRequest, CancellationToken, ValueTask<Slate>> recommend;
    readonly EventQueue queue;
    readonly CatalogStore catalog;
    readonly TimeProvider time;
    readonly ulong shopSeed;
    readonly double visitsPerSecond;
    readonly Shoppers shoppers;
    readonly Rng rng;
    readonly string run;
    readonly PriorityQueue<Visit, DateTimeOffset> visits = new();
    readonly List<ShopEvent> pending = [];
    readonly ChoiceModel model = ChoiceModel.Default;
    Browsing browsing;
    CatalogSnapshot seen;
    DateTimeOffset shelvesBuiltAt;
    DateTimeOffset nextArrival;
    DateTimeOffset silentUntil;
    TimeSpan backoff = TimeSpan.Zero;
    long visitCount, eventCount, eventNumber;

    /// <param name="recommend">The recommender.</param>
    /// <param name="shopSeed">Seed of the demo shop, which also says who its shoppers are.</param>
    public ShopperTraffic(
        Func<SlateRequest, CancellationToken, ValueTask<Slate>> recommend, EventQueue queue, CatalogStore catalog, TimeProvider time, ulong shopSeed, TrafficOptions options)
    {
        (this.recommend, this.queue, this.catalog, this.time, this.shopSeed) = (recommend, queue, catalog, time, shopSeed);
        visitsPerSecond = options.VisitsPerMinute / 60.0;
        shoppers = new Shoppers(ShopVocabulary.Default, shopSeed);
        var now = time.GetUtcNow();
        // another start, other visits: ids must not come twice
        rng = new Rng((ulong)options.Seed).Fork((ulong)now.UtcTicks);
        run = now.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        nextArrival = now;
        seen = catalog.Current;
        browsing = LookAtShelves(now);
    }

    /// <summary>Visits begun so far.</summary>
    public long VisitCount => Volatile.Read(ref visitCount);

    /// <summary>Events that the log has taken so far.</summary>
    public long EventCount => Volatile.Read(ref eventCount);

    /// <summary>Visits under way.</summary>
    internal int OpenVisits => visits.Count;

    /// <summary>Runs until it is cancelled, then ends without an error; what the recommender or the log throws ends it too.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel)) await TickAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    internal async Task TickAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now < silentUntil || !await SubmitAsync(now, cancel)) return;
        LookAgain(now);
        Arrive(now);
        while (visits.TryPeek(out _, out var due) && due <= now)
        {
            var visit = visits.Dequeue();
            var slate = await recommend(visit.Next(browsing, now, pending), cancel);
            visit.See(slate, browsing.Shelves, now, pending);
            if (!visit.IsOver) visits.Enqueue(visit, now + visit.DrawPause());
        }
        await SubmitAsync(now, cancel);
    }

    // Arrivals are a Poisson process. Time that was slept through is not caught up.
    void Arrive(DateTimeOffset now)
    {
        if (visitsPerSecond <= 0) return;
        if (now - nextArrival > TimeSpan.FromSeconds(1)) nextArrival = now;
        for (; nextArrival <= now; nextArrival += TimeSpan.FromSeconds(rng.NextExponential() / visitsPerSecond))
        {
            if (visits.Count > MaxOpenMinutes * 60 * visitsPerSecond) continue;
            var number = (ulong)Interlocked.Increment(ref visitCount);
            var draw = rng.Fork(number);
            var shopper = shoppers.Draw(draw, shoppers.All.Count);
            var session = new SessionId(string.Create(CultureInfo.InvariantCulture, $"visit-{run}-{number:x}"));
            visits.Enqueue(new Visit(shopper, session, new Mood(browsing.Shelves.Vocabulary, shopper.Taste.DrawErrand(draw)), model, draw), now);
        }
    }

    /// <summary>Hands over what happened; false when the queue is full, after which everybody waits, longer each time.</summary>
    async Task<bool> SubmitAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (pending.Count == 0) return true;
        var batch = new ShopEvent[pending.Count];
        for (var i = 0; i < batch.Length; i++)
            batch[i] = pending[i].Id == default
                ? pending[i] = pending[i] with { Id = new EventId(string.Create(CultureInfo.InvariantCulture, $"live-{run}-{++eventNumber:x8}")) }
                : pending[i];
        if (queue.TryEnqueue(batch) is not { } receipt)
        {
            backoff = backoff == TimeSpan.Zero ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromTicks(Math.Min(2 * backoff.Ticks, LongestBackoff.Ticks));
            silentUntil = now + backoff;
            return false;
        }
        backoff = TimeSpan.Zero;
        pending.Clear();
        Interlocked.Add(ref eventCount, (await receipt.WaitAsync(cancel)).Accepted);
        return true;
    }

    // A price, a title or a stock that was changed is seen within two seconds; another shop sends everybody home.
    void LookAgain(DateTimeOffset now)
    {
        var current = catalog.Current;
        if (current.Version == seen.Version || now - shelvesBuiltAt < ShelvesMaxAge) return;
        if (current.Generation != seen.Generation) visits.Clear();
        seen = current;
        browsing = LookAtShelves(now);
    }

    Browsing LookAtShelves(DateTimeOffset now)
    {
        shelvesBuiltAt = now;
        return new Browsing(new Shelves(ShopVocabulary.Default, seen.Items, shopSeed), model);
    }
}
