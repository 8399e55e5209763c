using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;

namespace RecConsole.Tests.Sessions;

public sealed class SessionStoreTests
{
    static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    readonly SessionStore store = new();

    static ShopEvent View(string item, string user = "ann", string session = "s1", EventOrigin origin = EventOrigin.Live, int minute = 0) =>
        new(new EventId($"{session}-{item}"), EventKind.View, new UserId(user), new SessionId(session), Start.AddMinutes(minute)) { ItemId = new ItemId(item), Origin = origin };

    SessionState Ann => store.Find(new UserId("ann"), null);

    [Fact]
    public void Apply_PlayedInTheLab_LeavesTheShopperAsTheyWere()
    {
        store.Apply(View("a"));
        var before = Ann;

        store.Apply(View("b", session: "lab-1", origin: EventOrigin.Lab, minute: 1));
        store.Apply(View("c", user: "stranger", session: "lab-2", origin: EventOrigin.Lab, minute: 2));

        Assert.Same(before, Ann);
        Assert.Equal(1, store.UserCount);
        Assert.Same(SessionState.Empty, store.Find(new UserId("stranger"), null));
    }

    [Fact]
    public void Apply_PlayedVisit_BeginsWithWhatIsKnownOfTheShopper()
    {
        store.Apply(View("a"));

        store.Apply(View("b", session: "lab-1", origin: EventOrigin.Lab, minute: 1));
        store.Apply(View("c", minute: 2)); // ann goes on, elsewhere

        Assert.Equal(["a", "b"], store.Find(null, new SessionId("lab-1")).Recent.Select(known => known.ItemId.Value));
        Assert.Equal(["a", "c"], Ann.Recent.Select(known => known.ItemId.Value));
    }

    [Fact]
    public void Apply_PlayedUnderAVisitOfTheShop_LeavesTheVisitAsItWas()
    {
        store.Apply(View("a"));

        store.Apply(View("b", origin: EventOrigin.Lab));

        Assert.Equal("a", Assert.Single(store.Find(null, new SessionId("s1")).Recent).ItemId.Value);
    }

    [Fact]
    public void Apply_ShopEventUnderAPlayedVisit_ForgetsThePlay()
    {
        store.Apply(View("b", session: "lab-1", origin: EventOrigin.Lab));

        store.Apply(View("a", session: "lab-1"));

        Assert.Equal("a", Assert.Single(store.Find(null, new SessionId("lab-1")).Recent).ItemId.Value);
    }

    [Fact]
    public void Latest_Text_FindsVisitsByTheirOwnOrTheirShoppersIdNewestFirst()
    {
        store.Apply(View("a", "ann", "s1", minute: 1));
        store.Apply(View("a", "bob", "s2", minute: 3));
        store.Apply(View("a", "ann", "s3", minute: 2));
        store.Apply(View("a", "ann", "lab-1", EventOrigin.Lab, 9));

        Assert.Equal(["s2", "s3", "s1"], store.Latest(9).Select(visit => visit.Id.Value));
        Assert.Equal(["s3", "s1"], store.Latest(9, "ANN").Select(visit => visit.Id.Value));
        Assert.Equal(["s2"], store.Latest(9, "2").Select(visit => visit.Id.Value));
        Assert.Equal(["s2"], store.Latest(1).Select(visit => visit.Id.Value));
    }
}
