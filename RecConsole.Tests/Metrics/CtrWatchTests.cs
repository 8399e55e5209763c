using System.Text.Json;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Numerics;
using RecConsole.Tests.Statistics;

namespace RecConsole.Tests.Metrics;

/// <summary>A watch over generated days of traffic, by totals as the live figures have them.</summary>
public sealed class CtrWatchTests
{
    const int ADay = 600;
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly Rng rng = new(7);
    readonly Dictionary<string, SeriesCounts> totals = [];
    CtrWatch watch = new(Day, leastTraffic: 3000);
    DateTimeOffset now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    MetricsFrame Frame => new() { Series = [.. totals.Select(pair => new SeriesFrame { Strategy = "house", Placement = pair.Key, Total = pair.Value })] };

    void Serve(string placement, int shown, double rate) =>
        totals[placement] = totals.GetValueOrDefault(placement) + new SeriesCounts(shown / 10, shown, RateDropTests.Binomial(rng, shown, rate), 0, 0, 0);

    /// <summary>Days of traffic with a look every six hours; ends early with an alarm. Returns the days.</summary>
    int Live(int days, double home, double page = 0.2, double share = 0.5, string setting = "ppmi-1")
    {
        for (var day = 1; day <= days; day++)
        {
            for (var quarter = 0; quarter < 4; quarter++)
            {
                Serve("home", (int)(ADay / 4 * share), home);
                Serve("page", (int)(ADay / 4 * (1 - share)), page);
                now += Day / 4;
                watch.Look(setting, Frame, now);
            }
            if (watch.State.HasFallen) return day;
        }
        return days;
    }

    void Begin() => watch.Look("ppmi-1", Frame, now);

    [Fact]
    public void Look_NothingFalls_AlarmsMoreSeldomThanOnceInTheRunLength()
    {
        var alarms = 0;
        for (var shop = 0; shop < 20; shop++)
        {
            watch = new CtrWatch(Day, leastTraffic: 3000);
            totals.Clear();
            Begin();
            Live(190, home: 0.1);
            if (watch.State.HasFallen) alarms++;
        }

        Assert.InRange(alarms, 0, 20 * 183 / 365);
        Assert.Equal(183, watch.State.Looks);
    }

    [Fact]
    public void Look_AThirdFewerClicks_AlarmsWithItsFigures()
    {
        Begin();
        Live(30, home: 0.15);
        Assert.False(watch.State.HasFallen);

        var days = Live(40, home: 0.10, page: 0.13);

        Assert.True(watch.State.HasFallen);
        Assert.InRange(days, 1, 15);
        Assert.True(watch.State.Latest.Clicked < watch.State.Expected);
    }

    /// <summary>More traffic of the placement that is clicked less lowers the rate over all, and no placement's.</summary>
    [Fact]
    public void Look_TrafficShiftsToAPlacementThatIsClickedLess_IsNoFall()
    {
        Begin();
        Live(10, home: 0.1, page: 0.3, share: 0.2);
        Live(60, home: 0.1, page: 0.3, share: 0.9);

        Assert.False(watch.State.HasFallen);
    }

    [Fact]
    public void Look_AnotherSetting_BeginsAnew()
    {
        Begin();
        Live(10, home: 0.1);
        Assert.True(watch.State.IsWatching);

        Live(1, home: 0.1, setting: "ials-2");

        Assert.False(watch.State.IsWatching);
        Assert.Equal(("ials-2", 0), (watch.State.Setting, watch.State.Looks));
    }

    [Fact]
    public void Look_TooLittleTraffic_HoldsNothingAgainstNothing()
    {
        watch = new CtrWatch(Day, leastTraffic: 1_000_000);
        Begin();
        Live(40, home: 0.1);

        Assert.False(watch.State.IsWatching);
        Assert.Equal(40, watch.State.ReferenceOverall.Blocks);
    }

    [Fact]
    public void Restore_StateThatWasKept_GoesOnWithItsEvidenceAndNotWithWhatCameBefore()
    {
        Begin();
        Live(12, home: 0.1);
        var kept = JsonSerializer.Serialize(watch.State);
        watch = new CtrWatch(Day, leastTraffic: 3000);
        watch.Restore(JsonSerializer.Deserialize<CtrWatchState>(kept)!);
        Assert.Equal(kept, JsonSerializer.Serialize(watch.State));

        watch.Look("ppmi-1", Frame, now); // the totals of the log, counted again at the start
        Assert.Empty(watch.State.Open);
        Live(1, home: 0.1);

        Assert.Equal(6, watch.State.Looks);
    }
}
