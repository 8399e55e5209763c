using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;

namespace RecConsole.Tests.Sessions;

public sealed class InteractionHistoryTests
{
    static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    static Interaction At(string item, double minute) => new(new ItemId(item), EventKind.View, Start.AddMinutes(minute));

    static InteractionHistory Grown(int count) => Enumerable.Range(0, count).Aggregate(default(InteractionHistory), (history, n) => history.Add(At($"i{n}", n)));

    static string[] Items(InteractionHistory history) => [.. history.Select(interaction => interaction.ItemId.Value)];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(SessionState.MaxRecent)]
    [InlineData(3 * SessionState.MaxRecent)]
    public void Add_TwoThatGrowFromOneHistory_DoNotSeeEachOther(int count)
    {
        var common = Grown(count);
        var before = Items(common);

        var one = common.Add(At("one", count));
        var other = common.Add(At("other", count));
        var late = common.Add(At("late", -1));

        Assert.Equal(before, Items(common));
        Assert.Equal("one", one[^1].ItemId.Value);
        Assert.Equal("other", other[^1].ItemId.Value);
        Assert.Equal(one.SkipLast(1), other.SkipLast(1));
        Assert.Equal("late", late[0].ItemId.Value);
    }

    [Fact]
    public void Add_EveryHistoryOnTheWay_StaysAsItWas()
    {
        var histories = new List<InteractionHistory> { default };
        for (var n = 0; n < 300; n++) histories.Add(histories[^1].Add(At($"i{n}", n)));
        for (var n = 0; n < histories.Count; n++)
        {
            var first = Math.Max(0, n - SessionState.MaxRecent);
            Assert.Equal(Enumerable.Range(first, n - first).Select(i => $"i{i}"), Items(histories[n]));
        }
    }

    [Fact]
    public void Add_InOrderOfTime_AllocatesAFewPlacesAndNotACopy()
    {
        var history = Grown(1000);
        var next = At("i", 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1000; n++) history = history.Add(next);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 100);
    }
}
