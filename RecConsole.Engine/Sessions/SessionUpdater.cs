using System.Runtime.InteropServices;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Sessions;

/// <summary>State and event to next state. Pure, so that the log replayed gives the state that was lost.</summary>
public static class SessionUpdater
{
    public static SessionState Apply(SessionState state, ShopEvent e)
    {
        var next = state with
        {
            UserId = e.UserId,
            LastEventAt = e.Timestamp > state.LastEventAt ? e.Timestamp : state.LastEventAt,
            LastQuery = e.Kind == EventKind.Search ? e.Query : state.LastQuery,
        };
        if (e.ItemId is not { } item) return next;
        return e.Kind switch
        {
            EventKind.Impression => next,
            EventKind.RemoveFromCart => next with { Cart = state.Cart.Remove(item) },
            EventKind.AddToCart => Remember(next, e) with { Cart = state.Cart.Add(item) },
            EventKind.Purchase => Remember(next, e) with { Cart = state.Cart.Remove(item), Purchased = state.Purchased.Add(item) },
            _ => Remember(next, e),
        };
    }

    static SessionState Remember(SessionState state, ShopEvent e)
    {
        var recent = state.Recent.AsSpan();
        if (recent.Length == SessionState.MaxRecent) recent = recent[1..];
        // Late events find their place in time: a history is a sequence, whatever the order of arrival.
        var at = recent.Length;
        while (at > 0 && recent[at - 1].Timestamp > e.Timestamp) at--;
        // one array, 1.6 KB at most: this runs twice for every event of the log
        var next = new Interaction[recent.Length + 1];
        recent[..at].CopyTo(next);
        next[at] = new Interaction(e.ItemId!.Value, e.Kind, e.Timestamp);
        recent[at..].CopyTo(next.AsSpan(at + 1));
        return state with { Recent = ImmutableCollectionsMarshal.AsImmutableArray(next), Version = state.Version + 1 };
    }
}
