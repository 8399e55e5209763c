using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Signals;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Signals;

/// <summary>What pages read while the refreshing thread writes.</summary>
public sealed class SignalBoardCopyTests
{
    const int Items = 20_000;
    static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly SignalOptions Options = new();

    readonly ManualTime time = new(Now);
    readonly CatalogStore catalog = new();
    readonly ItemCounters counters;
    readonly SignalBoard board;

    public SignalBoardCopyTests()
    {
        var clock = new ShopClock(time);
        counters = new ItemCounters(catalog, clock, Options);
        board = new SignalBoard(new SignalCatalog([]), counters, clock, Options);
    }

    int Popularity => board.Signals.IndexOf(SignalCatalog.Popularity);

    void Stock(int count)
    {
        catalog.Replace([.. Enumerable.Range(0, count).Select(i => new Item(new ItemId($"i{i}"), $"Item {i}"))]);
        for (var i = 0; i < count; i++)
            counters.Apply(new ShopEvent(EventId.NewTimeOrdered(Now), EventKind.View, new UserId("u"), new SessionId("s"), Now) { ItemId = new ItemId($"i{i}") }, null);
    }

    /// <summary>Every item has the same demand, which decays: a copy that holds two values is of two refreshes.</summary>
    [Fact]
    public async Task CopyRaw_WhileTheBoardRefreshes_IsOfOneRefresh()
    {
        Stock(Items);
        board.Refresh(catalog.Current);
        var writing = Task.Run(() =>
        {
            for (var n = 0; n < 300; n++)
            {
                time.Now += TimeSpan.FromHours(1);
                board.Refresh(catalog.Current);
            }
        });
        var seen = new HashSet<float>();
        var torn = 0;
        do
        {
            var values = board.CopyRaw(Popularity, catalog.Current);
            Assert.Equal(Items, values.Length);
            if (values.AsSpan().ContainsAnyExcept(values[0])) torn++;
            seen.Add(values[0]);
        } while (!writing.IsCompleted);
        await writing;
        Assert.Equal(0, torn);
        Assert.True(seen.Count > 1, "the board was refreshed while it was read");
    }

    /// <summary>Popularity now is a fixed power of popularity where both began with one event: a row of two refreshes breaks it.</summary>
    [Fact]
    public async Task CopyRow_WhileTheBoardRefreshes_IsOfOneRefresh()
    {
        Stock(Items);
        board.Refresh(catalog.Current);
        var weight = board.CopyRow(0, catalog.Current)[Popularity].Raw;
        var recent = board.Signals.IndexOf(SignalCatalog.PopularityRecent);
        var writing = Task.Run(() =>
        {
            for (var n = 0; n < 100; n++)
            {
                time.Now += TimeSpan.FromHours(1);
                board.Refresh(catalog.Current);
            }
        });
        do
        {
            var row = board.CopyRow(Items - 1, catalog.Current);
            var halfLives = Math.Log2(weight / row[Popularity].Raw);
            Assert.Equal(halfLives * (Options.PopularityHalfLife / Options.RecentHalfLife), Math.Log2(weight / row[recent].Raw), 1e-3);
        } while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public void Copy_AnotherGenerationOrAnItemThatIsNew_HasNothingYet()
    {
        var before = catalog.Current;
        Assert.Empty(board.CopyRaw(Popularity, before));
        Stock(3);
        board.Refresh(catalog.Current);
        Assert.Equal(3, board.CopyRaw(Popularity, catalog.Current).Length);
        Assert.Equal(board.Signals.Count, board.CopyRow(2, catalog.Current).Length);
        catalog.Upsert([new Item(new ItemId("later"), "Later")]);
        Assert.Equal(3, board.CopyRaw(Popularity, catalog.Current).Length);
        Assert.Empty(board.CopyRow(3, catalog.Current));
        catalog.Replace([new Item(new ItemId("other"), "Other")]);
        Assert.Empty(board.CopyRaw(Popularity, catalog.Current));
        Assert.Empty(board.CopyRow(0, catalog.Current));
    }
}
