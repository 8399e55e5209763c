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
        var interaction = new Interaction(e.ItemId!.Value, e.Kind, e.Timestamp);
        var recent = state.Recent;
        var builder = recent.Length < SessionState.MaxRecent ? recent.ToBuilder() : recent.RemoveAt(0).ToBuilder();
        // Late events find their place in time: a history is a sequence, whatever the order of arrival.
        var at = builder.Count;
        while (at > 0 && builder[at - 1].Timestamp > e.Timestamp) at--;
        builder.Insert(at, interaction);
        return state with { Recent = builder.ToImmutable(), Version = state.Version + 1 };
    }
}
