using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Tests.Feedback;

public sealed class AttributionIndexTests
{
    static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    readonly AttributionIndex index = new(TimeSpan.FromMinutes(30));

    static SlateRecord Slate(string id, double minute, string? session, params string[] items) =>
        new(new SlateId(id), Start.AddMinutes(minute), "home", "default", "r", "m")
        {
            SessionId = session is null ? null : new SessionId(session),
            UserId = new UserId("u"),
            Slots = [.. items.Select((item, i) => new SlateSlot(new ItemId(item), i + 1, 0, 1))],
        };

    static ShopEvent Click(string item, double minute, string session = "s", string? slate = null) =>
        new(new EventId("e"), EventKind.Click, new UserId("u"), new SessionId(session), Start.AddMinutes(minute))
        {
            ItemId = new ItemId(item),
            SlateId = slate is null ? null : new SlateId(slate),
        };

    [Fact]
    public void Attribute_TwoSlatesShowedIt_LatestWins()
    {
        index.Observe(Slate("one", 0, "s", "a", "b"));
        index.Observe(Slate("two", 1, "s", "b", "c"));
        Assert.Equal(("two", 1), Named(Click("b", 2)));
        Assert.Equal(("one", 1), Named(Click("a", 2)));
    }

    [Fact]
    public void LatestShowing_SlatesOfAllVisits_NewestFirstWithTheSlot()
    {
        index.Observe(Slate("one", 0, "s", "a", "b"));
        index.Observe(Slate("two", 2, "other", "b"));
        index.Observe(Slate("three", 1, null, "c", "b"));

        Assert.Equal([("two", 1), ("three", 2)], index.LatestShowing(new("b"), 2).Select(showing => (showing.Slate.Id.Value, showing.Position)));
        Assert.Empty(index.LatestShowing(new("z"), 2));
    }

    [Fact]
    public void Attribute_EventNamesItsSlate_ThatOne()
    {
        index.Observe(Slate("one", 0, "s", "a", "b"));
        index.Observe(Slate("two", 1, "s", "b"));
        Assert.Equal(("one", 2), Named(Click("b", 2, slate: "one")));
        Assert.Null(index.Attribute(Click("b", 2, slate: "foreign")));
    }

    [Fact]
    public void Attribute_OtherSessionOrNeverShown_IsNobodys()
    {
        index.Observe(Slate("one", 0, "s", "a"));
        Assert.Null(index.Attribute(Click("a", 1, "other")));
        Assert.Null(index.Attribute(Click("z", 1)));
    }

    [Fact]
    public void Attribute_BeyondTheWindow_IsNobodys()
    {
        index.Observe(Slate("one", 0, "s", "a"));
        Assert.NotNull(index.Attribute(Click("a", 29)));
        Assert.Null(index.Attribute(Click("a", 31)));
    }

    [Fact]
    public void Attribute_SlateAskedWithoutSession_GoesByShopper()
    {
        index.Observe(Slate("one", 0, null, "a"));
        Assert.Equal(("one", 1), Named(Click("a", 1, "any")));
    }

    [Fact]
    public void Observe_ManySlates_KeepsTheLatest()
    {
        for (var i = 0; i < AttributionIndex.MaxSlatesPerVisit + 1; i++) index.Observe(Slate($"s{i}", i * 0.1, "s", $"item{i}"));
        Assert.Null(index.Attribute(Click("item0", 5)));
        Assert.NotNull(index.Attribute(Click("item1", 5)));
    }

    [Fact]
    public void Evict_OldVisits_AreForgotten()
    {
        index.Observe(Slate("one", 0, "s", "a"));
        index.Evict(Start.AddMinutes(31));
        Assert.Null(index.Attribute(Click("a", 1)));
    }

    (string, int)? Named(ShopEvent e) => index.Attribute(e) is { } a ? (a.Slate.Id.Value, a.Position) : null;
}
