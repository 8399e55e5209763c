using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the log of events. Out: a visit of it step by step, each with what the engine knew of the shopper then; and what was
/// known of a shopper at a moment. What was played in the lab is nothing that a shopper did. Reads the log: not for a
/// circuit's thread.
/// </summary>
public sealed class VisitLog(EventTable events)
{
    /// <summary>Null when the log does not have the visit.</summary>
    public LoggedVisit? Find(SessionId session)
    {
        var (state, before) = (SessionState.Empty, SessionState.Empty);
        var steps = new List<LoggedStep>();
        UserId? user = null;
        var began = false;
        foreach (var e in events.ReadVisit(session))
        {
            var isOwn = e.SessionId == session;
            if (e.Origin == EventOrigin.Lab && !isOwn) continue;
            state = SessionUpdater.Apply(state, e);
            if (isOwn)
            {
                began = true;
                user ??= e.UserId;
                if (e.Kind != EventKind.Impression) steps.Add(new LoggedStep(e, state));
            }
            else if (!began) before = state;
        }
        return user is { } shopper ? new LoggedVisit(session, shopper, before, steps) : null;
    }

    /// <summary>What was known of a shopper at a moment; <see cref="SessionState.Empty"/> where nothing was.</summary>
    public SessionState Shopper(UserId user, DateTimeOffset asOf)
    {
        var state = SessionState.Empty;
        foreach (var e in events.ReadShopper(user))
            if (e.Origin != EventOrigin.Lab && e.Timestamp <= asOf) state = SessionUpdater.Apply(state, e);
        return state;
    }
}
