using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Targeting;

public sealed class CampaignStoreTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    readonly ManualTime time = new(Now);
    readonly CatalogStore catalog = new();
    readonly CampaignStore store;
    readonly SignalBoard board;

    public CampaignStoreTests()
    {
        var clock = new ShopClock(time);
        store = new CampaignStore(new ConditionIndex(time), clock, time);
        board = new SignalBoard(new SignalCatalog([]), new ItemCounters(catalog, clock, new SignalOptions()), clock, new SignalOptions(), store.Running);
        catalog.Upsert([.. Enumerable.Range(0, 9).Select(i => new Item(new ItemId($"i{i}"), $"Item {i}")
        {
            Category = $"c{i % 3}",
            AddedAt = Now.AddDays(-i),
            Attributes = i == 8 ? new Dictionary<string, string> { ["campaign"] = "spring" } : ImmutableDictionary<string, string>.Empty,
        })]);
    }

    static Campaign Of(string key, ItemCondition items, TimeWindow? when = null) => new(key, key) { Items = items, When = when };

    static TimeWindow Window(int fromHours, int untilHours) => new("UTC") { From = Now.AddHours(fromHours), Until = Now.AddHours(untilHours) };

    /// <summary>The items whose column says that they are promoted, after a refresh.</summary>
    string Promoted()
    {
        board.Refresh(catalog.Current);
        var raw = board.CopyRaw(board.Signals.IndexOf(SignalCatalog.Campaign), catalog.Current);
        return string.Concat(Enumerable.Range(0, raw.Length).Where(i => raw[i] == 1));
    }

    static IEnumerable<int> In(Bitset? items) => Enumerable.Range(0, items?.Length ?? 0).Where(i => items![i]);

    [Fact]
    public void Refresh_CampaignsRun_TheirItemsCountBesideTheAttribute()
    {
        Assert.Equal("8", Promoted());
        store.Show([Of("c0", new() { Categories = ["C0"] }), Of("ids", new() { Ids = ["i1", "gone"] }), Of("later", new() { Ids = ["i2"] }, Window(1, 2))]);
        Assert.Equal("01368", Promoted());
        var column = board.Column(board.Signals.IndexOf(SignalCatalog.Campaign)).ToArray();
        Assert.Equal(0, column.Average(), 1e-5);
        Assert.True(column[0] > 0 && column[2] < 0);

        store.Show([]);
        Assert.Equal("8", Promoted());
    }

    [Fact]
    public void Refresh_ClockReachesAWindowsEnds_StartsAndStopsByItself()
    {
        store.Show([Of("noon", new() { Ids = ["i4"] }, Window(1, 2))]);
        Assert.Equal("8", Promoted());
        time.Now = Now.AddHours(1);
        Assert.Equal("48", Promoted());
        time.Now = Now.AddHours(2).AddTicks(-1);
        Assert.Equal("48", Promoted());
        time.Now = Now.AddHours(2);
        Assert.Equal("8", Promoted());
    }

    [Fact]
    public void Refresh_CatalogueChanges_MembersFollow()
    {
        store.Show([Of("c0", new() { Categories = ["c0"] })]);
        Assert.Equal("0368", Promoted());
        catalog.Upsert([catalog.Current[3] with { Category = "c1" }, catalog.Current[1] with { Category = "c0" }, new Item(new ItemId("i9"), "New") { Category = "c0" }]);
        Assert.Equal("01689", Promoted());
    }

    [Fact]
    public void Running_NothingMoves_IsTheSameObject()
    {
        store.Show([Of("c0", new() { Categories = ["c0"] }), Of("young", new() { AgeDays = new NumberRange(null, 1.5) })]);
        var items = store.Running(catalog.Current);
        Assert.Equal([0, 1, 3, 6], In(items));
        Assert.Same(items, store.Running(catalog.Current));
        time.Now = Now.AddSeconds(30);
        Assert.Same(items, store.Running(catalog.Current));
        time.Now = Now.AddDays(1); // ages are counted by the minute
        Assert.Equal([0, 3, 6], In(store.Running(catalog.Current)));
    }

    [Theory]
    [InlineData(-1, CampaignState.Waits)]
    [InlineData(0, CampaignState.Runs)]
    [InlineData(7, CampaignState.Rests)] // 19:00
    [InlineData(24, CampaignState.Runs)]
    [InlineData(48, CampaignState.Ended)]
    public void StateAt_HoursOfADay_FollowsTheWindow(int hours, CampaignState expected)
    {
        var campaign = Of("lunch", new() { Ids = ["i1"] }, Window(0, 48) with { DailyFrom = new TimeOnly(11, 0), DailyUntil = new TimeOnly(15, 0) });
        Assert.Null(campaign.Problem());
        Assert.Equal(expected, campaign.StateAt(Now.AddHours(hours)));
    }

    [Fact]
    public void Problem_ItemsOrTime_SaysWhatWouldBeRight()
    {
        void Says(string part, Campaign campaign) => Assert.Contains(part, campaign.Problem(), StringComparison.Ordinal);
        Says("lift none above another", Of("all", ItemCondition.Every));
        Says("before it begins", Of("x", new() { Price = new NumberRange(3, 1) }));
        Says("attribute 'campaign'", Of("x", new() { Ids = [.. Enumerable.Range(0, Campaign.MaxIds + 1).Select(n => $"i{n}")] }));
        Says("Europe/Berlin", Of("x", new() { Ids = ["i1"] }, new TimeWindow("Nowhere")));
        Says("before it begins", Of("x", new() { Ids = ["i1"] }, Window(2, 1)));
        Says("lower-case", Of("Sale", new() { Ids = ["i1"] }));
    }
}
