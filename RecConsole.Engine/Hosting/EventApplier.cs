using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Shows a logged event to all that follow it in memory. Called by the one that has the turn to write, in the order of the
/// log. Whoever wants to follow events adds a line here, in both methods if it is rebuilt from the log.
/// </summary>
public sealed class EventApplier(SessionStore sessions, AttributionIndex attribution, ItemCounters counters, LiveMetrics live)
{
    /// <summary>A new event, after its commit.</summary>
    public void Apply(ShopEvent e)
    {
        sessions.Apply(e);
        var belongsTo = attribution.Attribute(e);
        counters.Apply(e, belongsTo);
        live.RecordEvent(e, belongsTo);
    }

    /// <summary>An event of the log, read again at start or after an import: state is rebuilt, live figures do not move.</summary>
    public void Replay(ShopEvent e)
    {
        sessions.Apply(e);
        counters.Apply(e, attribution: null);
    }

    /// <summary>Forgets what <see cref="Replay"/> rebuilds, and the live figures with it: another shop begins.</summary>
    public void Clear()
    {
        sessions.Clear();
        attribution.Clear();
        counters.Clear();
        live.Clear();
    }
}
