using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class DraftTrailsTests
{
    static readonly StrategyRevision First = StrategyStore.FirstDefault;

    readonly ManualTime time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    readonly DraftTrail trail = new(First);

    public DraftTrailsTests() => trail.Add(First.WithWeight("margin", 1), "margin");

    [Theory]
    [InlineData("default", "p-1", 3, true)]
    [InlineData("sale", "p-1", 3, false)]
    [InlineData("default", "p-2", 3, false)]
    [InlineData("default", "p-1", 4, false)] // another revision went live meanwhile
    public void Find_OfAStrategyAPersonAndALiveRevision_IsThatOnly(string key, string person, int live, bool isKept)
    {
        var trails = new DraftTrails(time);
        trails.Keep("default", "p-1", 3, trail);

        Assert.Equal(isKept, trails.Find(key, person, live, trail.Current) is not null);
        Assert.Null(trails.Find(key, person, live, First));
    }

    [Fact]
    public void Find_AfterItsLifetime_IsNothing()
    {
        var trails = new DraftTrails(time);
        trails.Keep("default", "p-1", 3, trail);
        time.Now += DraftTrails.Lifetime;

        Assert.Null(trails.Find("default", "p-1", 3, trail.Current));
    }

    [Fact]
    public void Keep_MoreThanItHolds_DropsTheOldest()
    {
        var trails = new DraftTrails(time);
        for (var n = 0; n <= DraftTrails.MaxTrails; n++)
        {
            time.Now += TimeSpan.FromSeconds(1);
            trails.Keep("default", $"p-{n}", 3, trail);
        }

        Assert.Null(trails.Find("default", "p-0", 3, trail.Current));
        Assert.NotNull(trails.Find("default", "p-1", 3, trail.Current));
    }
}
