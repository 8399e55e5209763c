using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Shows a new event, once it is in the log, to all that follow events in memory. Called by the one that has the turn to
/// write, in the order of the log. Whoever wants to follow events adds a line here; what must be rebuilt from the log at
/// start adds one in <see cref="ShopMemory.Reload"/> too.
/// </summary>
public sealed class EventApplier(SessionStore sessions, AttributionIndex attribution, ItemCounters counters, LiveMetrics live, LogQuality quality, SlateOutcomes outcomes, ExperimentLedgers experiments)
{
    public void Apply(ShopEvent e)
    {
        sessions.Apply(e);
        var belongsTo = attribution.Attribute(e);
        counters.Apply(e, belongsTo);
        var isNew = belongsTo is { } shown && outcomes.Record(e, shown);
        live.RecordEvent(e, belongsTo);
        quality.Record(e);
        experiments.Record(e, belongsTo, isNew && e.Kind == EventKind.Click);
    }
}
