using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Sessions;
using RecConsole.Tests.Storage;

namespace RecConsole.Tests.Hosting;

public sealed class VisitLogTests : IDisposable
{
    static readonly DateTimeOffset Start = SampleEvents.Start;

    readonly StoreFixture store = new();

    public void Dispose() => store.Dispose();

    VisitLog Log => new(store.Events);

    static ShopEvent Event(int minute, EventKind kind, string? item, string session, string user = "ann", EventOrigin origin = EventOrigin.Live) =>
        new(new EventId($"e{minute}"), kind, new UserId(user), new SessionId(session), Start.AddMinutes(minute)) { ItemId = item is null ? null : new ItemId(item), Query = item is null ? "tea" : null, Origin = origin };

    Task AppendAsync(params ShopEvent[] events) => store.CommitAsync(connection =>
    {
        store.Events.Append(connection, events, []);
        return true;
    });

    static string[] Items(SessionState state) => [.. state.Recent.Select(known => known.ItemId.Value)];

    [Fact]
    public async Task Find_Visit_HasItsStepsEachWithWhatWasKnownThen()
    {
        await AppendAsync(
            Event(0, EventKind.View, "a", "s1"),
            Event(1, EventKind.Impression, "x", "s2"),
            Event(2, EventKind.View, "b", "s2"),
            Event(3, EventKind.View, "z", "s9", user: "bob"),
            Event(4, EventKind.Search, null, "s2"),
            Event(5, EventKind.Purchase, "b", "s2"),
            Event(6, EventKind.View, "c", "s3"));

        var visit = Log.Find(new SessionId("s2"))!;

        Assert.Equal("ann", visit.User.Value);
        Assert.Equal(["a"], Items(visit.Before));
        Assert.Equal([EventKind.View, EventKind.Search, EventKind.Purchase], visit.Steps.Select(step => step.Event.Kind));
        Assert.Equal(["a", "b"], Items(visit.Steps[0].After));
        Assert.Equal("tea", visit.Steps[1].After.LastQuery);
        Assert.Contains(new ItemId("b"), visit.Steps[2].After.Purchased);
        Assert.Null(Log.Find(new SessionId("s4")));
    }

    [Fact]
    public async Task Find_VisitAfterAPlay_KnowsNothingOfThePlay()
    {
        await AppendAsync(
            Event(0, EventKind.View, "a", "s1"),
            Event(1, EventKind.View, "played", "lab-1", origin: EventOrigin.Lab),
            Event(2, EventKind.View, "b", "s2"));

        Assert.Equal(["a", "b"], Items(Log.Find(new SessionId("s2"))!.Steps[0].After));
        Assert.Equal(["a", "played"], Items(Log.Find(new SessionId("lab-1"))!.Steps[0].After));
        Assert.Equal(["a", "b"], Items(Log.Shopper(new UserId("ann"), Start.AddMinutes(9))));
    }

    [Fact]
    public async Task Shopper_AsOfAMoment_KnowsNothingLater()
    {
        await AppendAsync(Event(0, EventKind.View, "a", "s1"), Event(2, EventKind.View, "b", "s2"));

        Assert.Equal(["a"], Items(Log.Shopper(new UserId("ann"), Start.AddMinutes(1))));
        Assert.Empty(Items(Log.Shopper(new UserId("ann"), Start.AddMinutes(-1))));
        Assert.Empty(Items(Log.Shopper(new UserId("nobody"), Start.AddMinutes(9))));
    }
}
