using RecConsole.Engine.Events;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// The sessions active in the trailing window. At most <see cref="MaxVisits"/>: beyond them new sessions are left out of
/// the conversion (numerator and denominator alike) until others leave. Not thread-safe.
/// </summary>
sealed class Visits
{
    public const int MaxVisits = 1 << 18;

    readonly Dictionary<SessionId, Visit> bySession = [];
    readonly Queue<(SessionId Session, long Second)> leaving = new(); // one entry for each second in which a session acted

    /// <summary>The session's visit, acting now; null when there is no room.</summary>
    public Visit? Touch(SessionId session, long second)
    {
        if (bySession.TryGetValue(session, out var visit))
        {
            if (visit.LastSecond >= second) return visit;
            visit.Touch(second);
        }
        else
        {
            if (bySession.Count >= MaxVisits) return null;
            bySession[session] = visit = new Visit(second);
        }
        leaving.Enqueue((session, second));
        return visit;
    }

    /// <summary>Forgets the sessions whose latest act is older than the window. Their counts leave with <see cref="ActiveSessions.Open"/>.</summary>
    public void Expire(long second)
    {
        while (leaving.TryPeek(out var entry) && entry.Second <= second - LiveMetrics.WindowSeconds)
        {
            leaving.Dequeue();
            if (bySession.TryGetValue(entry.Session, out var visit) && visit.LastSecond == entry.Second) bySession.Remove(entry.Session);
        }
    }
}
