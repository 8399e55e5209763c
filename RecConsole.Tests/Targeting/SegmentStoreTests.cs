using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Ranking;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Targeting;

public sealed class SegmentStoreTests
{
    static readonly DateTimeOffset Now = RankingCase.Now;

    /// <summary>Each clause by itself: whether the shopper of <see cref="Buyer"/> and a stranger fit it.</summary>
    public static readonly TheoryData<string, bool, bool> Clauses = new()
    {
        { "everybody", true, true },
        { "new", false, true },
        { "returning", true, false },
        { "phone", true, false },
        { "desktop", false, false },
        { "locale de", true, false },
        { "locale d", false, false },
        { "locale de-CH", true, false },
        { "home", true, true },
        { "cart page", false, false },
        { "actions 3+", true, false },
        { "actions 4+", false, false },
        { "no action", false, true },
        { "bought 1", true, false },
        { "bought none", false, true },
        { "one in the cart", true, false },
        { "viewed shoes", true, false },
        { "viewed shoes within 3 days", false, false },
        { "viewed hats", false, false },
        { "viewed acme", true, false },
        { "bought tea", true, false },
        { "bought shoes", false, false },
        { "bought acme", false, false },
        { "mean price 20 to 30", true, false },
        { "mean price 40+", false, false },
        { "mean price 12 within 3 days", true, false },
        { "listed", true, false },
        { "listed, and bought shoes", false, false },
    };

    readonly ManualTime time = new(Now);
    readonly CatalogStore catalog = new();
    readonly SegmentStore store;
    readonly SessionStore sessions = new();

    public SegmentStoreTests()
    {
        store = new SegmentStore(catalog, new ShopClock(time), time);
        catalog.Upsert(
        [
            new Item(new ItemId("boot"), "Boot") { Category = "Shoes", Brand = "Acme", Price = 50 },
            new Item(new ItemId("mint"), "Mint") { Category = "Tea", Brand = "Leaf", Price = 12 },
        ]);
        sessions.Apply(RankingCase.Event(EventKind.View, "u1", "boot", Now.AddDays(-5)));
        sessions.Apply(RankingCase.Event(EventKind.Purchase, "u1", "mint", Now.AddMinutes(-20)));
        sessions.Apply(RankingCase.Event(EventKind.AddToCart, "u1", "mint", Now.AddMinutes(-10)));
    }

    static ShopperCondition Condition(string name) => name switch
    {
        "everybody" => ShopperCondition.Everybody,
        "new" => new() { Visits = VisitHistory.New },
        "returning" => new() { Visits = VisitHistory.Returning },
        "phone" => new() { Devices = ["tablet", "PHONE"] },
        "desktop" => new() { Devices = ["desktop"] },
        "locale de" => new() { Locales = ["DE"] },
        "locale d" => new() { Locales = ["d"] },
        "locale de-CH" => new() { Locales = ["en", "de-ch"] },
        "home" => new() { Placements = ["home"] },
        "cart page" => new() { Placements = ["cart"] },
        "actions 3+" => new() { Actions = new(3, null) },
        "actions 4+" => new() { Actions = new(4, null) },
        "no action" => new() { Actions = new(null, 0) },
        "bought 1" => new() { Purchases = new(1, 1) },
        "bought none" => new() { Purchases = new(null, 0) },
        "one in the cart" => new() { Cart = new(1, null) },
        "viewed shoes" => new() { ViewedCategories = ["shoes"] },
        "viewed shoes within 3 days" => new() { ViewedCategories = ["shoes"], LatelyDays = 3 },
        "viewed hats" => new() { ViewedCategories = ["hats"] },
        "viewed acme" => new() { ViewedBrands = ["ACME"] },
        "bought tea" => new() { BoughtCategories = ["tea"] },
        "bought shoes" => new() { BoughtCategories = ["shoes"] },
        "bought acme" => new() { BoughtBrands = ["acme"] },
        "mean price 20 to 30" => new() { Price = new(20, 30) }, // (50 + 12 + 12) / 3
        "mean price 40+" => new() { Price = new(40, null) },
        "mean price 12 within 3 days" => new() { Price = new(12, 12), LatelyDays = 3 },
        "listed" => new() { Ids = ["u0", "u1"] },
        _ => new() { Ids = ["u1"], BoughtCategories = ["shoes"] },
    };

    ShopperAsking Buyer => new(new UserId("u1"), sessions.Find(new UserId("u1"), null), "home", new RequestContext { Device = "phone", Locale = "de-CH" });

    static ShopperAsking Stranger => new(null, SessionState.Empty, "home", RequestContext.None);

    static Segment Is(string key, int order, ShopperCondition shoppers) => new(key, key) { Order = order, Shoppers = shoppers };

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Resolve_OneClause_HoldsForWhomItIsAbout(string clause, bool buyer, bool stranger)
    {
        var condition = Condition(clause);
        Assert.Null(Is("it", 1, condition).Problem());
        store.Show([Is("it", 1, condition)]);

        Assert.Equal(buyer ? "it" : null, store.Resolve(Buyer));
        Assert.Equal(stranger ? "it" : null, store.Resolve(Stranger));
        Assert.Equal((buyer ? 1 : 0) + (stranger ? 1 : 0), store.Count(condition, [Buyer, Stranger]));
    }

    [Fact]
    public void Resolve_SeveralHold_TheFirstInOrderDecidesAndTheCallersWordCountsMost()
    {
        store.Show([Is("a-rest", 3, ShopperCondition.Everybody), Is("z-buyers", 2, new() { Purchases = new(1, null) }), Is("b-hats", 1, new() { ViewedCategories = ["hats"] })]);

        Assert.Equal(["b-hats", "z-buyers", "a-rest"], store.All.Select(segment => segment.Key));
        Assert.Equal("z-buyers", store.Resolve(Buyer));
        Assert.Equal("a-rest", store.Resolve(Stranger));
        var said = Buyer with { Context = new RequestContext { Segment = "vip" } };
        Assert.Equal("vip", store.Resolve(said));
        Assert.Same(said.Context, store.ContextOf(said));
        Assert.Equal(new RequestContext { Device = "phone", Locale = "de-CH", Segment = "z-buyers" }, store.ContextOf(Buyer));

        store.Show([]);
        Assert.Null(store.Resolve(Buyer));
        Assert.Same(Stranger.Context, store.ContextOf(Stranger));
    }

    [Fact]
    public void Resolve_OneLongVisit_IsNewUntilItsSilenceEndsIt()
    {
        store.Show([Is("new", 1, new() { Visits = VisitHistory.New })]);
        for (var minute = 60; minute >= 0; minute -= 20) sessions.Apply(RankingCase.Event(EventKind.View, "u2", "boot", Now.AddMinutes(-minute)));
        var visitor = new ShopperAsking(new UserId("u2"), sessions.Find(new UserId("u2"), null), "home", RequestContext.None);
        Assert.Equal("new", store.Resolve(visitor));

        time.Now += TimeSpan.FromMinutes(31);
        Assert.Null(store.Resolve(visitor));
    }

    [Fact]
    public void Resolve_ManySegments_AllocatesNothing()
    {
        for (var n = 0; n < 60; n++) sessions.Apply(RankingCase.Event(EventKind.View, "u1", "boot", Now.AddSeconds(n)));
        store.Show([.. Enumerable.Range(1, Segment.Most).Select(n => Is($"s{n}", n, new()
        {
            Ids = ["u1", $"x{n}"], Visits = VisitHistory.Returning, Devices = ["phone"], Locales = ["de"], Actions = new(1, null), Purchases = new(1, null),
            ViewedCategories = ["Shoes"], ViewedBrands = ["nobody"], Price = new(1, 100),
        }))]);
        var asking = Buyer;
        Assert.Null(store.Resolve(asking)); // warm

        var bytes = long.MaxValue;
        // the least of several rounds: a runtime that compiles again in between allocates too
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (store.Resolve(asking) is not null) Assert.Fail("no segment holds");
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, bytes);
    }
}
