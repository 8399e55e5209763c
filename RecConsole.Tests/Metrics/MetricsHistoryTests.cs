using RecConsole.Engine.Events;
using RecConsole.Engine.Metrics;

namespace RecConsole.Tests.Metrics;

public sealed class MetricsHistoryTests
{
    readonly MetricsTraffic traffic = new();

    MetricsFrame Play(int seconds)
    {
        var frame = MetricsFrame.Empty;
        for (var i = 0; i < seconds; i++)
        {
            var slate = traffic.Serve($"s{i % 7}", items: 1 + i % 5);
            if (i % 3 == 0) traffic.Send(EventKind.Click, $"s{i % 7}", slate);
            frame = traffic.Tick();
        }
        return frame;
    }

    [Fact]
    public void History_FewMinutes_EqualsTheFramesThatWereSent()
    {
        var frames = Enumerable.Range(0, 90).Select(_ => Play(1)).ToList();
        var history = traffic.Live.History(MetricsScope.All, 1);
        Assert.Equal((1, 60), (history.StepSeconds, history.Time.Length));
        var expected = frames[^60..];
        Assert.Equal(expected.Select(frame => frame.Time), history.Time);
        Assert.Equal(expected.Select(frame => frame.RequestsPerSecond), history.RequestsPerSecond);
        Assert.Equal(expected.Select(frame => frame.LatencyMs.P99), history.P99Ms);
        var series = Assert.Single(history.Series);
        Assert.Equal(expected.Select(frame => frame.Series[0].Impressions), series.Impressions);
        Assert.Equal(expected.Select(frame => frame.Series[0].Ctr), series.Ctr);
        Assert.Equal(expected.Select(frame => frame.Series[0].Conversion), series.Conversion);
    }

    [Fact]
    public void History_HourOfAYoungServer_ComesSecondBySecond()
    {
        Play(120);
        var history = traffic.Live.History(MetricsScope.All, 60);
        Assert.Equal((1, 120), (history.StepSeconds, history.Time.Length));
    }

    [Fact]
    public void History_Hour_ComesInStepsOfFiveSeconds()
    {
        Play(4000);
        var history = traffic.Live.History(MetricsScope.All, 60);
        Assert.Equal(5, history.StepSeconds);
        Assert.Equal(720, history.Time.Length);
        Assert.All(history.Time, time => Assert.Equal(0, time.ToUnixTimeSeconds() % 5));
    }

    [Fact]
    public void History_Day_MinutesEqualTheirSeconds()
    {
        Play(2 * 3600);
        var day = traffic.Live.History(MetricsScope.All, 1440);
        var minutes = traffic.Live.History(MetricsScope.All, 10);
        Assert.Equal((60, 120), (day.StepSeconds, day.Time.Length));
        foreach (var (time, i) in day.Time.Select((time, i) => (time, i)).Where(pair => minutes.Time.Contains(pair.time)))
        {
            var j = Array.IndexOf(minutes.Time, time);
            Assert.Equal(minutes.Series[0].Impressions[j], day.Series[0].Impressions[i]);
            Assert.Equal(minutes.Series[0].Sessions[j], day.Series[0].Sessions[i]);
        }
        Assert.Equal(1.0, day.RequestsPerSecond[^1]);
    }

    [Fact]
    public void History_ServerPausedForSeconds_HasNoHole()
    {
        Play(10);
        traffic.Clock.Now += TimeSpan.FromSeconds(7);
        Play(3);
        Assert.Equal(20, traffic.Live.History(MetricsScope.All, 5).Time.Length);
    }

    [Fact]
    public void History_DaysOfSeconds_StaysBounded()
    {
        Play(1);
        for (var hour = 0; hour < 60; hour++)
        {
            traffic.Clock.Now += TimeSpan.FromHours(1);
            Play(2);
        }
        Assert.Equal(MetricsHistory.MinutesKept, traffic.Live.History(MetricsScope.All, 5000).Time.Length);
    }

    [Fact]
    public void History_NothingYet_IsEmpty() => Assert.Empty(traffic.Live.History(MetricsScope.All, 5).Time);

    [Theory]
    [InlineData("all", 3, 5)]
    [InlineData("placement:home", 2, 1)]
    [InlineData("strategy:house", 2, 1)]
    [InlineData("strategy:nobody", 0, 0)]
    public void Narrow_Scope_KeepsItsSeries(string text, int leaves, int rollups)
    {
        traffic.Serve("s1", strategy: "house", placement: "home");
        traffic.Serve("s1", strategy: "house", placement: "cart");
        traffic.Serve("s1", strategy: "trend", placement: "home");
        Assert.True(MetricsScope.TryParse(text, out var scope, out _));
        var frame = scope.Narrow(traffic.Tick());
        Assert.Equal((leaves, rollups), (frame.Series.Count, frame.Rollups.Count));
        Assert.Equal(text, scope.ToString());
        Assert.Equal(leaves, traffic.Live.History(scope, 5).Series.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("All")]
    [InlineData("placement:")]
    [InlineData("item:3")]
    public void TryParse_UnknownScope_SaysWhatIsRight(string? text)
    {
        Assert.False(MetricsScope.TryParse(text, out _, out var problem));
        Assert.Contains("all, placement:NAME or strategy:KEY", problem);
    }
}
