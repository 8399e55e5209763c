using RecConsole.Engine.Catalog;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Strategies;

public sealed class RuleConflictsTests
{
    static readonly DateTimeOffset Now = RandomStrategy.Now; // a Friday

    readonly CatalogStore catalog = new();

    public RuleConflictsTests() => catalog.Upsert([.. Enumerable.Range(0, 9).Select(i => new Item(new ItemId($"i{i}"), "x")
    {
        Category = $"c{i % 3}",
        Brand = i < 4 ? "low" : "high",
        Stock = i == 8 ? 0 : null,
    })]);

    IReadOnlyList<RuleConflict> Find(params StrategyRule[] rules) =>
        RuleConflicts.Find(new StrategyRevision("k", 1, [], rules), catalog.Current, new ConditionIndex(new ManualTime(Now)), Now, Now);

    static StrategyRule Pin(string key, string item, int slot, RuleKind kind = RuleKind.Pin) => new(key, kind) { Items = new() { Ids = [item] }, Slot = slot };

    static StrategyRule On(string key, RuleKind kind, ItemCondition items) => new(key, kind) { Items = items, Strength = kind is RuleKind.Boost or RuleKind.Bury ? 0.5f : 0 };

    static ItemCondition Category(params string[] names) => new() { Categories = [.. names] };

    static TimeWindow Daily(string zone, int from, int until) => new(zone) { DailyFrom = new TimeOnly(from, 0), DailyUntil = new TimeOnly(until, 0) };

    [Fact]
    public void Find_TwoPinsOnASlot_NamesTheOneThatHolds()
    {
        var conflict = Assert.Single(Find(Pin("b", "i1", 3), Pin("a", "i2", 3)));
        Assert.Equal(RuleConflictKind.SameSlot, conflict.Kind);
        Assert.Equal(["a", "b"], conflict.Rules.ToArray());
        Assert.Equal(["b", "a"], Assert.Single(Find(Pin("b", "i1", 3), Pin("a", "i2", 3, RuleKind.SoftPin))).Rules.ToArray());
    }

    [Fact]
    public void Find_OneItemPinnedTwice_NamesTheSlotThatHolds()
    {
        var twice = Assert.Single(Find(Pin("a", "i1", 5), Pin("b", "i1", 2)));
        Assert.Equal(RuleConflictKind.PinnedTwice, twice.Kind);
        Assert.Equal(["b", "a"], twice.Rules.ToArray());
        var same = Assert.Single(Find(Pin("a", "i1", 5), Pin("b", "i1", 5)));
        Assert.Equal(RuleConflictKind.PinnedTwice, same.Kind);
        Assert.Contains("one of them is enough", same.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_PinThatIsNotShown_SaysWhy()
    {
        Assert.Contains("does not know", Assert.Single(Find(Pin("a", "gone", 1))).Sentence, StringComparison.Ordinal);
        Assert.Contains("out of stock", Assert.Single(Find(Pin("a", "i8", 1))).Sentence, StringComparison.Ordinal);
        Assert.Equal(["h", "a"], Assert.Single(Find(Pin("a", "i1", 1), On("h", RuleKind.Hide, Category("c1")))).Rules.ToArray());
        Assert.Equal(["o", "a"], Assert.Single(Find(Pin("a", "i1", 1), On("o", RuleKind.IncludeOnly, Category("c2")))).Rules.ToArray());
        Assert.Empty(Find(Pin("a", "i1", 1), On("h", RuleKind.Hide, Category("c2")), On("o", RuleKind.IncludeOnly, Category("c1"))));
    }

    [Fact]
    public void Find_RulesWithTitles_NamesThemAndTheirItemsByTitle()
    {
        var conflict = Assert.Single(Find(Pin("pin-i1", "i1", 1) with { Title = "Pin the boot" }, On("hide-c1", RuleKind.Hide, Category("c1")) with { Title = "No boots" }));

        Assert.Equal("'Pin the boot' pins “x”, which 'No boots' takes off the slate: it is not shown.", conflict.Sentence);
        Assert.Equal(["hide-c1", "pin-i1"], conflict.Rules.ToArray());
    }

    [Fact]
    public void Find_RulesOfOneTitle_TellsThemApartByTheirKeys() =>
        Assert.StartsWith("'Our pin (a)' and 'Our pin (b)' both pin slot 3", Assert.Single(Find(Pin("a", "i1", 3) with { Title = "Our pin" }, Pin("b", "i2", 3) with { Title = "Our pin" })).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Find_BoostAndBuryOfTheSameItems_CountsThem()
    {
        var conflict = Assert.Single(Find(On("up", RuleKind.Boost, Category("c1")), On("down", RuleKind.Bury, new() { Brands = ["low"] }) with { Strength = 0.75f }));
        Assert.Equal(RuleConflictKind.BoostAndBury, conflict.Kind);
        Assert.Contains("-0.25", conflict.Sentence, StringComparison.Ordinal);
        Assert.Empty(Find(On("up", RuleKind.Boost, Category("c1")), On("down", RuleKind.Bury, Category("c2"))));
    }

    [Fact]
    public void Find_RulesThatLeaveNothing_NamesExactlyThoseNeeded()
    {
        Assert.Equal(["o"], Assert.Single(Find(On("o", RuleKind.IncludeOnly, Category("none")))).Rules.ToArray());
        Assert.Equal(["o"], Assert.Single(Find(On("o", RuleKind.IncludeOnly, new() { Ids = ["i8"] }))).Rules.ToArray()); // only an item that cannot be shown
        Assert.Equal(["h"], Assert.Single(Find(On("h", RuleKind.Hide, ItemCondition.Every))).Rules.ToArray());
        Assert.Equal(["o1", "o2"], Assert.Single(Find(On("o1", RuleKind.IncludeOnly, Category("c1")), On("o2", RuleKind.IncludeOnly, Category("c2")))).Rules.ToArray());
        Assert.Equal(["h", "o"], Assert.Single(Find(On("o", RuleKind.IncludeOnly, Category("c1")), On("h", RuleKind.Hide, Category("c1", "c2")))).Rules.ToArray());
        var three = Find(On("a", RuleKind.Hide, Category("c0")), On("b", RuleKind.Hide, Category("c1")), On("c", RuleKind.Hide, Category("c2")), On("d", RuleKind.Hide, new() { Ids = ["i0"] }));
        Assert.Equal(["a", "b", "c"], Assert.Single(three).Rules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_RequestsThatNeverMeet_IsNoConflict()
    {
        RequestCondition[] apart = [new() { Placements = ["home"] }, new() { Placements = ["cart"] }];
        Assert.Empty(Pair(apart[0], apart[1]));
        Assert.Empty(Pair(new() { Devices = ["phone"] }, new() { Devices = ["desk"] }));
        Assert.Empty(Pair(new() { Segments = ["a"] }, new() { Segments = ["b", "c"] }));
        Assert.Empty(Pair(new() { CategoryPages = ["a"] }, new() { CategoryPages = ["b"] }));
        Assert.Single(Pair(new() { Segments = ["a"] }, new() { Segments = ["b", "A"] }));
        Assert.Single(Pair(new() { Segments = ["a"] }, new() { Devices = ["phone"] }));
        Assert.Single(Pair(new() { QueryWords = ["a"] }, new() { QueryWords = ["b"] }));
    }

    [Fact]
    public void Find_TimesThatNeverMeet_IsNoConflict()
    {
        var day = TimeSpan.FromDays(1);
        Assert.Empty(When(new("UTC") { Until = Now + day }, new("UTC") { From = Now + day }));
        Assert.Single(When(new("UTC") { Until = Now + day + TimeSpan.FromTicks(1) }, new("UTC") { From = Now + day }));
        Assert.Empty(When(new("UTC") { Until = Now }, new("UTC"))); // over
        Assert.Empty(When(Daily("UTC", 9, 12), Daily("UTC", 12, 15)));
        Assert.Single(When(Daily("UTC", 9, 12), Daily("UTC", 11, 15)));
        Assert.Single(When(Daily("UTC", 9, 12), Daily("America/New_York", 6, 7)));
        Assert.Empty(When(Daily("UTC", 9, 12), Daily("America/New_York", 9, 12)));
        Assert.Single(When(Daily("Europe/Berlin", 22, 6), Daily("Europe/Berlin", 5, 8)));
        Assert.Empty(When(Daily("Europe/Berlin", 22, 6) with { Days = [DayOfWeek.Friday] }, Daily("Europe/Berlin", 5, 8) with { Days = [DayOfWeek.Friday] }));
        Assert.Single(When(Daily("Europe/Berlin", 22, 6) with { Days = [DayOfWeek.Friday] }, Daily("Europe/Berlin", 5, 8) with { Days = [DayOfWeek.Saturday] }));
        // one hour in UTC is 10:00 in Berlin in winter only: this May's window is over before winter
        Assert.Single(When(Daily("UTC", 9, 10), Daily("Europe/Berlin", 10, 11)));
        Assert.Empty(When(Daily("UTC", 9, 10) with { Until = Now.AddDays(60) }, Daily("Europe/Berlin", 10, 11)));
    }

    [Fact]
    public void Find_IncludeOnlyRulesThatOnlyMeetTwoByTwo_IsNoConflict()
    {
        // each pair shares a segment and items, all three share no segment
        Assert.Empty(Find(
            On("a", RuleKind.IncludeOnly, Category("c0", "c1")) with { Requests = new() { Segments = ["x", "y"] } },
            On("b", RuleKind.IncludeOnly, Category("c1", "c2")) with { Requests = new() { Segments = ["y", "z"] } },
            On("c", RuleKind.IncludeOnly, Category("c2", "c0")) with { Requests = new() { Segments = ["z", "x"] } }));
    }

    [Fact]
    public void Find_DisabledRules_AreNoConflict() => Assert.Empty(Find(Pin("a", "i1", 3), Pin("b", "i2", 3) with { IsEnabled = false }));

    IReadOnlyList<RuleConflict> Pair(RequestCondition a, RequestCondition b) => Find(Pin("a", "i1", 3) with { Requests = a }, Pin("b", "i2", 3) with { Requests = b });

    IReadOnlyList<RuleConflict> When(TimeWindow a, TimeWindow b) => Pair(new() { When = a }, new() { When = b });
}
