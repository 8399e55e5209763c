using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Signals;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Signals;

public sealed class SignalBoardTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly SignalOptions Options = new() { Attributes = ["rating"] };

    readonly ManualTime time = new(Now);
    readonly CatalogStore catalog = new();
    readonly ItemCounters counters;
    readonly SignalBoard board;

    public SignalBoardTests()
    {
        var clock = new ShopClock(time);
        counters = new ItemCounters(catalog, clock, Options);
        board = new SignalBoard(new SignalCatalog(Options.Attributes), counters, clock, Options);
    }

    static Item Item(int i) => new(new ItemId($"i{i}"), $"Item {i}") { Price = 5 + i * i, Cost = 3, Stock = 1 + i, AddedAt = Now.AddDays(-10 * i) };

    ShopEvent Event(EventKind kind, int item, DateTimeOffset at, int quantity = 1) =>
        new(EventId.NewTimeOrdered(at), kind, new UserId("u"), new SessionId("s"), at) { ItemId = new ItemId($"i{item}"), Quantity = quantity };

    float Raw(string key, int item, CatalogSnapshot? of = null) => board.CopyRaw(board.Signals.IndexOf(key), of ?? catalog.Current)[item];

    float Z(string key, int item) => board.Column(board.Signals.IndexOf(key))[item];

    [Fact]
    public void Refresh_EveryColumn_IsAZScoreOverLiveItems()
    {
        catalog.Upsert([.. Enumerable.Range(0, 60).Select(i => Item(i) with { Stock = i % 9 == 0 ? 0 : 1 + i, Attributes = new Dictionary<string, string> { ["rating"] = $"{i % 5}" } })]);
        for (var i = 0; i < 60; i++)
            for (var n = 0; n <= i % 11; n++)
            {
                counters.Apply(Event(n % 3 == 0 ? EventKind.Purchase : EventKind.View, i, Now.AddDays(-n)), null);
                counters.Apply(Event(EventKind.View, i, Now.AddHours(-n * i)), null);
            }
        board.Refresh(catalog.Current);
        for (var s = 0; s < board.Signals.Count; s++)
        {
            var column = board.Column(s).ToArray();
            var live = Enumerable.Range(0, 60).Where(i => catalog.Current[i].IsEligible).Select(i => (double)column[i]).ToArray();
            Assert.All(column, value => Assert.True(float.IsFinite(value)));
            Assert.Equal(0, live.Average(), 1e-5);
            Assert.Equal(board.Scale(s).Deviation > 0 ? 1 : 0, Math.Sqrt(live.Average(v => v * v)), 1e-4);
        }
        Assert.True(board.Scale(board.Signals.IndexOf(SignalCatalog.Popularity)).Deviation > 0);
        Assert.True(board.Scale(board.Signals.IndexOf("attribute:rating")).Deviation > 0);
    }

    [Fact]
    public void Refresh_PlayedInTheLab_ChangesNoSignal()
    {
        catalog.Upsert([Item(1), Item(2)]);
        counters.RecordServed(new SlateRecord(new SlateId("s"), Now, "home", "default", "r", "m") { Lab = true, Slots = [new SlateSlot(new ItemId("i1"), 1, 0, 1)] });
        counters.Apply(Event(EventKind.Purchase, 1, Now) with { Origin = EventOrigin.Lab }, null);

        board.Refresh(catalog.Current);

        Assert.All(board.Signals.All.Where(signal => signal.Key is SignalCatalog.Popularity or SignalCatalog.Conversion), signal => Assert.Equal(Raw(signal.Key, 1), Raw(signal.Key, 0)));
    }

    [Fact]
    public void Become_CountersOfAnotherCatalogue_AreTakenUpWithItAndNotBefore()
    {
        catalog.Replace([Item(1), Item(2)]);
        counters.Apply(Event(EventKind.Purchase, 1, Now), null);
        var before = catalog.Current;
        var next = catalog.Prepare([Item(3), Item(4)]);
        var rebuilt = counters.Anew(CatalogStore.At(next), new ShopClock(time));
        rebuilt.Apply(Event(EventKind.Purchase, 4, Now), null);

        counters.Become(rebuilt);
        board.Refresh(before);
        Assert.True(Raw(SignalCatalog.Popularity, 0) > 0);

        catalog.Replace(next);
        board.Refresh(next);
        Assert.Equal(0, Raw(SignalCatalog.Popularity, 0));
        Assert.True(Raw(SignalCatalog.Popularity, 1) > 0);
    }

    [Fact]
    public void Refresh_CatalogueOfBefore_StillHasItsCounts()
    {
        catalog.Replace([Item(1), Item(2)]);
        counters.Apply(Event(EventKind.Purchase, 1, Now), null);
        board.Refresh(catalog.Current);
        var before = catalog.Current;
        var next = catalog.Prepare([Item(3), Item(4)]);
        counters.Become(counters.Anew(CatalogStore.At(next), new ShopClock(time)));
        catalog.Replace(next);
        counters.Apply(Event(EventKind.Purchase, 4, Now), null); // takes the new counters up

        board.Refresh(before); // was under way
        Assert.True(Raw(SignalCatalog.Popularity, 0, before) > 0);
        board.Refresh(next);
        Assert.True(Raw(SignalCatalog.Popularity, 1) > 0);
    }

    [Fact]
    public void Popularity_OneHalfLifeOn_IsHalved()
    {
        catalog.Upsert([Item(0), Item(1)]);
        counters.Apply(Event(EventKind.Purchase, 1, Now), null);
        board.Refresh(catalog.Current);
        Assert.Equal(10, Raw(SignalCatalog.Popularity, 1), 1e-4);
        time.Now += Options.PopularityHalfLife;
        board.Refresh(catalog.Current);
        Assert.Equal(5, Raw(SignalCatalog.Popularity, 1), 1e-4);
        Assert.True(Z(SignalCatalog.Popularity, 1) > 0);
    }

    [Fact]
    public void Popularity_LateAndVeryLateEvents_CountAsOfTheirTime()
    {
        catalog.Upsert([Item(0), Item(1)]);
        counters.Apply(Event(EventKind.View, 0, Now), null);
        counters.Apply(Event(EventKind.View, 1, Now - Options.PopularityHalfLife), null);
        counters.Apply(Event(EventKind.View, 1, Now.AddYears(-30)), null);
        board.Refresh(catalog.Current);
        Assert.Equal(1, Raw(SignalCatalog.Popularity, 0), 1e-5);
        Assert.Equal(0.5, Raw(SignalCatalog.Popularity, 1), 1e-5);
    }

    [Fact]
    public void Popularity_YearsOfHistoryOldestFirst_StaysFinite()
    {
        catalog.Upsert([Item(0), Item(1)]);
        for (var day = -9000; day <= 0; day += 3) counters.Apply(Event(EventKind.View, 0, Now.AddDays(day)), null);
        board.Refresh(catalog.Current);
        var expected = Enumerable.Range(0, 3001).Sum(n => Math.Pow(2, -3.0 * n / Options.RecentHalfLife.TotalDays));
        Assert.Equal(expected, Raw(SignalCatalog.PopularityRecent, 0), 1e-4);
    }

    [Fact]
    public void Trend_SameDemandButLately_IsHigher()
    {
        catalog.Upsert([Item(0), Item(1), Item(2)]);
        for (var n = 0; n < 20; n++)
        {
            counters.Apply(Event(EventKind.View, 0, Now.AddDays(-25)), null);
            counters.Apply(Event(EventKind.View, 1, Now.AddHours(-2)), null);
        }
        board.Refresh(catalog.Current);
        Assert.True(Z(SignalCatalog.Trend, 1) > Z(SignalCatalog.Trend, 2));
        Assert.True(Z(SignalCatalog.Trend, 2) > Z(SignalCatalog.Trend, 0));
    }

    [Fact]
    public void ClickRate_FewTrials_IsDrawnToTheShopsMean()
    {
        catalog.Upsert([.. Enumerable.Range(0, 40).Select(Item)]);
        for (var i = 0; i < 40; i++)
            for (var n = 0; n < (i == 0 ? 2 : 400); n++)
            {
                var slate = new SlateRecord(new SlateId("x"), Now, "home", "default", "r", "m") { Slots = [new SlateSlot(new ItemId($"i{i}"), 1, 0, 1)] };
                counters.RecordServed(slate);
                if (i == 0 ? n == 0 : n < 20 + i) counters.Apply(Event(EventKind.Click, i, Now), new Attribution(slate, 1));
            }
        board.Refresh(catalog.Current);
        Assert.InRange(Raw(SignalCatalog.ClickThrough, 0), 0.05f, 0.2f); // observed 1 of 2, shop about 0.1
        Assert.Equal(59 / 400f, Raw(SignalCatalog.ClickThrough, 39), 0.02f);
    }

    [Fact]
    public void Missing_PriceAndAge_SitAtTheMeanAndAreCounted()
    {
        catalog.Upsert([Item(0), Item(1), Item(2) with { Price = null, AddedAt = null }]);
        board.Refresh(catalog.Current);
        Assert.Equal(0, Z(SignalCatalog.Price, 2));
        Assert.Equal(0, Z(SignalCatalog.Newness, 2));
        Assert.Equal(0, Z(SignalCatalog.Margin, 2));
        Assert.Equal(1, board.Scale(board.Signals.IndexOf(SignalCatalog.Price)).Missing);
        Assert.True(float.IsNaN(Raw(SignalCatalog.Price, 2)));
    }

    [Fact]
    public void Refresh_ReplacedCatalogue_StartsAnew()
    {
        catalog.Upsert([Item(0), Item(1)]);
        counters.Apply(Event(EventKind.Purchase, 0, Now), null);
        board.Refresh(catalog.Current);
        catalog.Replace([Item(5), Item(6), Item(7)]);
        board.Refresh(catalog.Current);
        Assert.Equal(0, Raw(SignalCatalog.Popularity, 0));
        Assert.Equal(3, board.Column(0).Length);
    }

    [Fact]
    public void Now_ImportedHistory_LiveEventsDoNotAgeIt()
    {
        var clock = new ShopClock(time);
        clock.SetHistoryEnd(Now.AddYears(-15));
        var old = new ItemCounters(catalog, clock, Options);
        var oldBoard = new SignalBoard(new SignalCatalog([]), old, clock, Options);
        catalog.Upsert([Item(0), Item(1)]);
        old.Apply(Event(EventKind.Purchase, 0, Now.AddYears(-15)), null);
        old.Apply(Event(EventKind.View, 1, Now), null);
        oldBoard.Refresh(catalog.Current);
        Assert.Equal([10f, 1f], oldBoard.CopyRaw(0, catalog.Current));
    }
}
