using RecConsole.Engine.Sessions;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Serving;

/// <summary>In: a request. Out: what is remembered of who asks, and the request with the segment that they are in.</summary>
public sealed class Audience(SessionStore sessions, SegmentStore segments)
{
    /// <summary>
    /// The segment is decided here, once and before rules are chosen, so that ranking, log, replay and impact see the same one. Where one
    /// is found the request is written anew with it (two small objects); else nothing is allocated.
    /// </summary>
    public SessionState Recognise(ref SlateRequest request)
    {
        var shopper = sessions.Find(request.UserId, request.SessionId);
        request = InSegment(request, shopper);
        return shopper;
    }

    /// <summary>The request with the segment of somebody of whom this is known: the same object where none is found, or it names one.</summary>
    public SlateRequest InSegment(SlateRequest request, SessionState shopper)
    {
        var context = segments.ContextOf(new ShopperAsking(request.UserId, shopper, request.Placement, request.Context));
        return ReferenceEquals(context, request.Context) ? request : request with { Context = context };
    }
}
