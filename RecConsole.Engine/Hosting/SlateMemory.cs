using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the log of slates, beside the log of events. Out: attribution, what each item was shown, and the live figures of the
/// last day, as they were. An event of the log is taken to have arrived when it says it happened.
/// </summary>
public sealed class SlateMemory(SlateTable table, AttributionIndex attribution, ItemCounters counters, LiveMetrics live, SlateOutcomes outcomes, TimeProvider time)
{
    /// <summary>Begins to read both logs side by side.</summary>
    internal Reading Begin() => new(table, attribution, counters, live, outcomes, time.GetUtcNow());

    internal sealed class Reading(SlateTable table, AttributionIndex attribution, ItemCounters counters, LiveMetrics live, SlateOutcomes outcomes, DateTimeOffset now) : IDisposable
    {
        static readonly TimeSpan EvictEvery = TimeSpan.FromHours(1);
        static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

        readonly IEnumerator<SlateRecord> slates = table.ReadAll().GetEnumerator();
        readonly LiveMetrics rebuilt = live.Anew();
        DateTimeOffset evictAt, captured;
        SlateRecord? next;
        bool begun;

        DateTimeOffset LiveSince => now.AddMinutes(-MetricsHistory.MinutesKept);

        /// <summary>The slate that an event of the log belongs to; slates served before it are followed first.</summary>
        public Attribution? Follow(ShopEvent e)
        {
            CatchUp(e.Timestamp);
            if (e.Origin == EventOrigin.Imported) return null;
            var belongsTo = attribution.Attribute(e);
            if (belongsTo is { } shown) outcomes.Record(e, shown);
            if (e.Timestamp >= LiveSince && e.Timestamp <= now)
            {
                CaptureUntil(e.Timestamp);
                rebuilt.RecordEvent(e, belongsTo, e.Timestamp);
            }
            return belongsTo;
        }

        /// <summary>Follows the slates after the last event, and lets the live figures be those of now.</summary>
        public void Finish()
        {
            CatchUp(DateTimeOffset.MaxValue);
            if (captured != default) CaptureUntil(now);
            attribution.Evict(now);
            live.Become(rebuilt);
        }

        public void Dispose() => slates.Dispose();

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
