using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;

namespace RecConsole.Tests.Sessions;

public sealed class SessionUpdaterTests
{
    static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    static ShopEvent Event(EventKind kind, string? item, double minute = 0) =>
        new(new EventId(Guid.CreateVersion7(Start).ToString()), kind, new UserId("u"), new SessionId("s"), Start.AddMinutes(minute))
        {
            ItemId = item is null ? null : new ItemId(item),
            Query = kind == EventKind.Search ? "q" : null,
        };

    static SessionState Play(params ShopEvent[] events) => events.Aggregate(SessionState.Empty, SessionUpdater.Apply);

    [Fact]
    public void Apply_Purchase_LeavesTheCartAndIsRemembered()
    {
        var state = Play(Event(EventKind.AddToCart, "a"), Event(EventKind.AddToCart, "b", 1), Event(EventKind.Purchase, "a", 2));
        Assert.Equal(["b"], state.Cart.Select(id => id.Value));
        Assert.Equal(["a"], state.Purchased.Select(id => id.Value));
        Assert.Equal(["a", "b", "a"], state.Recent.Select(i => i.ItemId.Value));
    }

    [Fact]
    public void Apply_ImpressionSearchAndRemoval_AreNoInteractions()
    {
        var state = Play(Event(EventKind.AddToCart, "a"), Event(EventKind.Impression, "b"), Event(EventKind.Search, null), Event(EventKind.RemoveFromCart, "a"));
        Assert.Single(state.Recent);
        Assert.Equal(1, state.Version);
        Assert.Empty(state.Cart);
        Assert.Equal("q", state.LastQuery);
    }

    [Fact]
    public void Apply_MoreThanKept_DropsTheOldest()
    {
        var state = Play([.. Enumerable.Range(0, SessionState.MaxRecent + 7).Select(i => Event(EventKind.View, $"i{i}", i))]);
        Assert.Equal(SessionState.MaxRecent, state.Recent.Length);
        Assert.Equal("i7", state.Recent[0].ItemId.Value);
        Assert.Equal($"i{SessionState.MaxRecent + 6}", state.Recent[^1].ItemId.Value);
    }

    [Fact]
    public void Apply_LateEvent_FindsItsPlaceInTime()
    {
        var state = Play(Event(EventKind.View, "a", 1), Event(EventKind.View, "c", 3), Event(EventKind.View, "b", 2));
        Assert.Equal(["a", "b", "c"], state.Recent.Select(i => i.ItemId.Value));
        Assert.Equal(Start.AddMinutes(3), state.LastEventAt);
    }

    [Fact]
    public void Store_ReplayedLog_GivesTheSameStates()
    {
        var rng = new Rng(5);
        var kinds = Enum.GetValues<EventKind>();
        var log = Enumerable.Range(0, 2000).Select(i =>
        {
            var kind = kinds[rng.NextInt(kinds.Length)];
            var user = rng.NextInt(20);
            return Event(kind, kind == EventKind.Search ? null : $"i{rng.NextInt(50)}", i) with { UserId = new UserId($"u{user}"), SessionId = new SessionId($"s{user}-{i / 500}") };
        }).ToArray();
        var live = new SessionStore();
        var replayed = new SessionStore();
        foreach (var e in log) live.Apply(e);
        foreach (var e in log) replayed.Apply(e);
        Assert.Equal(20, live.UserCount);
        for (var u = 0; u < 20; u++)
        {
            var a = live.Find(new UserId($"u{u}"), null);
            var b = replayed.Find(new UserId($"u{u}"), null);
            Assert.Equal(a.Recent.AsEnumerable(), b.Recent.AsEnumerable());
            Assert.Equal(a.Version, b.Version);
            Assert.True(a.Purchased.SetEquals(b.Purchased));
        }
    }

    [Fact]
    public void Find_KnownShopperThenVisitThenNobody()
    {
        var store = new SessionStore();
        store.Apply(Event(EventKind.View, "a"));
        Assert.Single(store.Find(new UserId("u"), null).Recent);
        Assert.Single(store.Find(new UserId("stranger"), new SessionId("s")).Recent);
        Assert.Same(SessionState.Empty, store.Find(new UserId("stranger"), new SessionId("t")));
        Assert.Same(SessionState.Empty, store.Find(null, null));
    }

    [Fact]
    public void EvictIdle_OldVisits_GoAndShoppersStay()
    {
        var store = new SessionStore();
        store.Apply(Event(EventKind.View, "a"));
        Assert.Equal(1, store.EvictIdle(Start.AddHours(1)));
        Assert.Equal((0, 1), (store.SessionCount, store.UserCount));
    }
}
