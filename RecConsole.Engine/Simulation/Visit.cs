using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// One visit of one shopper, page by page: <see cref="Next"/> asks for the page's slate, <see cref="See"/> is what the
/// shopper does with it. Events have no id yet. Nothing here waits or knows the engine.
/// </summary>
internal sealed class Visit(Shopper shopper, SessionId session, Mood mood, ChoiceModel model, Rng rng)
{
    const int MaxPages = 15;
    /// <summary>Chance to leave after a page, with and without something clicked on it.</summary>
    const double LeaveAfterClick = 0.10, LeaveAfterNothing = 0.24;
    /// <summary>Share of pages that are reached by looking around instead of through a slate, and of those by a search.</summary>
    const double LookAround = 0.12, SearchShare = 0.5;

    readonly List<(ItemId Item, double Utility, decimal? Price)> cart = [];
    readonly HashSet<ItemId> clicked = [];
    readonly string device = rng.NextBool(0.62) ? "mobile" : "desktop";
    Page page = rng.NextDouble() switch { < 0.62 => Page.Home, < 0.8 => Page.Category, _ => Page.Found };
    ItemId? item;
    int pages;

    enum Page { Home, Category, Item, Found, Cart }

    public bool IsOver { get; private set; }

    /// <summary>How long the shopper stays on a page: 2 to 30 s, 7 on average.</summary>
    public TimeSpan DrawPause() => TimeSpan.FromSeconds(Math.Min(2 + 5 * rng.NextExponential(), 30));

    /// <summary>The slate of the page that the shopper opens now; what led there is added to <paramref name="events"/>.</summary>
    public SlateRequest Next(Browsing browsing, DateTimeOffset now, List<ShopEvent> events)
    {
        pages++;
        if (page == Page.Found) page = FindByLookingAround(browsing, now, events) ? Page.Item : Page.Home;
        return page switch
        {
            Page.Category => Ask("category", 12, new RequestContext { Category = DrawDepartment(browsing), Device = device }),
            Page.Item => Ask("item", 8, new RequestContext { ItemId = item, Device = device }),
            Page.Cart => Ask("cart", 6, new RequestContext { Device = device }),
            _ => Ask("home", 12, new RequestContext { Device = device }),
        };
    }

    /// <summary>Looks at the slate from the top, clicks, fills the cart, and decides where to go; buys when the visit ends.</summary>
    public void See(Slate slate, Shelves shelves, DateTimeOffset now, List<ShopEvent> events)
    {
        var any = false;
        foreach (var slot in slate.Items)
        {
            if (shelves.IndexOf(slot.ItemId) is not (>= 0 and var index) || clicked.Contains(slot.ItemId)) continue;
            ref readonly var traits = ref shelves.Traits(index);
            var utility = model.Utility(shopper.Taste, mood, traits, now);
            if (!rng.NextBool(model.ClickProbability(utility, slot.Position))) continue;
            any = true;
            clicked.Add(slot.ItemId);
            item = slot.ItemId;
            events.Add(Did(EventKind.Click, slot.ItemId, now) with { SlateId = slate.Id, Position = slot.Position });
            Consider(slot.ItemId, shelves.Items[index].Price, utility, now, events, slate.Id, slot.Position);
            mood.Clicked(traits);
        }
        GoOn(any, shelves, now, events);
    }

    /// <summary>Clicks that a slate would get of the shopper as they are now, in the mean, if no click changed their mind.</summary>
    public double ExpectedClicks(Slate slate, Shelves shelves, DateTimeOffset now)
    {
        var clicks = 0.0;
        foreach (var slot in slate.Items)
            if (shelves.IndexOf(slot.ItemId) is >= 0 and var index && !clicked.Contains(slot.ItemId))
                clicks += model.ClickProbability(model.Utility(shopper.Taste, mood, shelves.Traits(index), now), slot.Position);
        return clicks;
    }

    void GoOn(bool clickedAny, Shelves shelves, DateTimeOffset now, List<ShopEvent> events)
    {
        if (page == Page.Cart) Leave(shelves, now, events);
        else if (pages >= MaxPages || rng.NextBool(clickedAny ? LeaveAfterClick : LeaveAfterNothing))
        {
            if (cart.Count > 0) page = Page.Cart;
            else IsOver = true;
        }
        else page = rng.NextBool(LookAround) ? Page.Found
            : clickedAny && rng.NextBool(0.75) ? Page.Item
            : rng.NextBool(0.6) ? Page.Category : Page.Home;
    }

    void Leave(Shelves shelves, DateTimeOffset now, List<ShopEvent> events)
    {
        IsOver = true;
        foreach (var (bought, utility, price) in cart)
        {
            if (!rng.NextBool(model.PurchaseProbability(utility))) continue;
            events.Add(Did(EventKind.Purchase, bought, now) with { Price = price, Quantity = rng.NextBool(0.1) ? 2 : 1 });
            if (shelves.IndexOf(bought) is >= 0 and var index) mood.Bought(shelves.Traits(index));
        }
    }

    void Consider(ItemId id, decimal? price, double utility, DateTimeOffset now, List<ShopEvent> events, SlateId? slate = null, int? position = null)
    {
        if (!rng.NextBool(model.CartProbability(utility)) || cart.Exists(entry => entry.Item == id)) return;
        cart.Add((id, utility, price));
        events.Add(Did(EventKind.AddToCart, id, now) with { Price = price, SlateId = slate, Position = position });
    }

    bool FindByLookingAround(Browsing browsing, DateTimeOffset now, List<ShopEvent> events)
    {
        var shelves = browsing.Shelves;
        var last = item is { } current ? shelves.IndexOf(current) : -1;
        if (browsing.Next(shopper.Taste, mood, last, now, rng) is not (>= 0 and var index)) return false;
        if (rng.NextBool(SearchShare)) events.Add(Did(EventKind.Search, null, now) with { Query = SearchWords.For(shelves, index, rng) });
        item = shelves.Items[index].Id;
        events.Add(Did(EventKind.View, item, now) with { DwellSeconds = Math.Round(4 + 12 * rng.NextExponential(), 1) });
        Consider(item.Value, shelves.Items[index].Price, model.Utility(shopper.Taste, mood, shelves.Traits(index), now), now, events);
        mood.Clicked(shelves.Traits(index));
        return true;
    }

    string DrawDepartment(Browsing browsing)
    {
        var vocabulary = browsing.Shelves.Vocabulary;
        return vocabulary.DepartmentOf(browsing.DrawType(shopper.Taste, mood, rng)).Name;
    }

    SlateRequest Ask(string placement, int count, RequestContext context) =>
        new(placement, count) { UserId = shopper.Id, SessionId = session, Context = context, Simulated = true };

    ShopEvent Did(EventKind kind, ItemId? what, DateTimeOffset now) =>
        new(default, kind, shopper.Id, session, now) { ItemId = what, Origin = EventOrigin.Simulated };
}
