using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Sessions;

/// <summary>State and event to next state. Pure, so that the log replayed gives the state that was lost.</summary>
public static class SessionUpdater
{
    public static SessionState Apply(SessionState state, ShopEvent e)
    {
        var lastEventAt = e.Timestamp > state.LastEventAt ? e.Timestamp : state.LastEventAt;
        if (e.ItemId is not { } item || e.Kind is EventKind.Impression)
            return state with { UserId = e.UserId, LastEventAt = lastEventAt, LastQuery = e.Kind == EventKind.Search ? e.Query : state.LastQuery };
        var cart = CartAfter(state.Cart, e.Kind, item);
        if (e.Kind == EventKind.RemoveFromCart) return state with { UserId = e.UserId, LastEventAt = lastEventAt, Cart = cart };
        return state with
        {
            UserId = e.UserId,
            LastEventAt = lastEventAt,
            Recent = state.Recent.Add(new Interaction(item, e.Kind, e.Timestamp)),
            Cart = cart,
            Purchased = e.Kind == EventKind.Purchase ? state.Purchased.Add(item) : state.Purchased,
            Version = state.Version + 1,
        };
    }

    static ImmutableHashSet<ItemId> CartAfter(ImmutableHashSet<ItemId> cart, EventKind kind, ItemId item) => kind switch
    {
        EventKind.AddToCart => cart.Add(item),
        EventKind.RemoveFromCart or EventKind.Purchase => cart.Remove(item),
        _ => cart,
    };
}
