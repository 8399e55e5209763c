using RecConsole.Engine.Sessions;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Serving;

/// <summary>In: a request. Out: what is remembered of who asks, and the request with the segment that they are in.</summary>
public sealed class Audience(SessionStore sessions, SegmentStore segments)
{
    /// <summary>
    /// Decided once, before rules are chosen, so that ranking, log, replay and impact see one segment. Where a segment is found the
    /// request is written anew with it (two small objects); else nothing is allocated.
    /// </summary>
    public SessionState Recognise(ref SlateRequest request)
    {
        var shopper = sessions.Find(request.UserId, request.SessionId);
        var context = segments.ContextOf(new ShopperAsking(request.UserId, shopper, request.Placement, request.Context));
        if (!ReferenceEquals(context, request.Context)) request = request with { Context = context };
        return shopper;
    }
}
