using System.Collections.Concurrent;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the log of slates, beside the log of events. Out: attribution, what each item was shown, and the live figures of the
/// last day, as they were. An event of the log is taken to have arrived when it says it happened. All is built beside what
/// is in use; slates that are served meanwhile are followed in both.
/// </summary>
public sealed class SlateMemory(SlateTable table, AttributionIndex attribution, LiveMetrics live, SlateOutcomes outcomes, SlateQueue queue, TimeProvider time)
{
    readonly SlateTable table = table;
    readonly AttributionIndex attribution = attribution;
    readonly LiveMetrics live = live;
    readonly SlateOutcomes outcomes = outcomes;
    readonly SlateQueue queue = queue;
    readonly TimeProvider time = time;
    volatile Reading? reading;

    /// <summary>Begins to read both logs side by side.</summary>
    /// <param name="catalog">The catalogue to be: prices of purchases that carry none.</param>
    /// <param name="counters">Follow the slates too.</param>
    /// <param name="isAnotherShop">What is served and counted meanwhile belongs to the shop that goes.</param>
    internal Reading Begin(CatalogStore catalog, ItemCounters counters, bool isAnotherShop)
    {
        var rebuilt = live.Anew(e => e.ItemId is { } item ? catalog.Current.Find(item)?.Price : null);
        return reading = new Reading(this, counters, rebuilt, new AttributionIndex(attribution.Window), isAnotherShop, time.GetUtcNow());
    }

    /// <summary>A slate that was served just now.</summary>
    public void Note(SlateRecord slate) => reading?.Note(slate);

    internal sealed class Reading(SlateMemory memory, ItemCounters counters, LiveMetrics rebuilt, AttributionIndex attribution, bool isAnotherShop, DateTimeOffset now) : IDisposable
    {
        static readonly TimeSpan EvictEvery = TimeSpan.FromHours(1);
        static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

        readonly IEnumerator<SlateRecord> slates = memory.table.ReadAll().GetEnumerator();
        readonly ConcurrentQueue<SlateRecord> meanwhile = new();
        readonly SlateOutcomes outcomes = new();
        DateTimeOffset evictAt, captured;
        SlateRecord? next;
        bool begun;

        DateTimeOffset LiveSince => now.AddMinutes(-MetricsHistory.MinutesKept);

        /// <summary>The slate that an event of the log belongs to; slates served before it are followed first.</summary>
        public Attribution? Follow(ShopEvent e)
        {
            // a sender's clock may lag behind ours: the slate that an event names was served, whatever the times say
            CatchUp(e.SlateId is null ? e.Timestamp : e.Timestamp + EventValidator.MaxClockSkew);
            if (e.Origin == EventOrigin.Imported) return null;
            var belongsTo = attribution.Attribute(e);
            if (belongsTo is { } shown) outcomes.Record(e, shown);
            if (!isAnotherShop && e.Timestamp >= LiveSince && e.Timestamp <= now)
            {
                CaptureUntil(e.Timestamp);
                rebuilt.RecordEvent(e, belongsTo, e.Timestamp);
            }
            return belongsTo;
        }

        public void Note(SlateRecord slate)
        {
            if (!isAnotherShop) meanwhile.Enqueue(slate);
        }

        /// <summary>Follows the slates after the last event, and lets the live figures be those of now.</summary>
        public void Finish()
        {
            CatchUp(DateTimeOffset.MaxValue);
            if (captured != default) CaptureUntil(now);
            attribution.Evict(now);
            while (meanwhile.TryDequeue(out var slate))
            {
                attribution.Observe(slate);
                counters.RecordServed(slate);
                rebuilt.RecordSlate(slate);
            }
        }

        /// <summary>Puts what was built in the place of what is in use.</summary>
        public void Swap()
        {
            memory.attribution.Become(attribution);
            memory.outcomes.Become(outcomes);
            memory.live.Become(rebuilt);
            if (isAnotherShop) memory.queue.Forget(memory.time.GetUtcNow());
        }

        public void Dispose()
        {
            memory.reading = null;
            slates.Dispose();
        }

        void CatchUp(DateTimeOffset until)
        {
            if (!begun) Advance();
            begun = true;
            for (; next is { } slate && slate.ServedAt <= until; Advance())
            {
                attribution.Observe(slate);
                counters.RecordServed(slate);
                if (slate.ServedAt >= LiveSince)
                {
                    CaptureUntil(slate.ServedAt);
                    rebuilt.RecordSlate(slate, slate.ServedAt);
                }
                if (slate.ServedAt < evictAt) continue;
                attribution.Evict(slate.ServedAt);
                evictAt = slate.ServedAt + EvictEvery;
            }
        }

        void Advance() => next = slates.MoveNext() ? slates.Current : null;

        /// <summary>Samples the seconds of the last hour and the minutes of the day: so fine is the history that is kept.</summary>
        void CaptureUntil(DateTimeOffset at)
        {
            var second = new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
            if (captured == default) captured = second.AddSeconds(-1);
            while (captured < second)
            {
                var isFine = captured >= now.AddSeconds(-MetricsHistory.SecondsKept);
                var minute = new DateTimeOffset(captured.Ticks - captured.Ticks % Minute.Ticks, TimeSpan.Zero) + Minute;
                captured = isFine ? captured.AddSeconds(1) : minute < second ? minute : second;
                rebuilt.Capture(captured);
            }
        }
    }
}
