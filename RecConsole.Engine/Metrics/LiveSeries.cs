using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// One series: its counts since the start, its active sessions, and samples of both: 1 s for an hour, 1 min for a day.
/// Samples are cumulative, so the counts of any window are one subtraction and a coarser resolution loses nothing.
/// 340 kB, whatever the traffic. Not thread-safe.
/// </summary>
sealed class LiveSeries(SeriesKey key)
{
    // each keeps one trailing window more than is shown, for the oldest point's window
    readonly RollingWindow<SeriesSample> seconds = new(MetricsHistory.SecondsKept + LiveMetrics.WindowSeconds + 1);
    readonly RollingWindow<SeriesSample> minutes = new(MetricsHistory.MinutesKept + LiveMetrics.WindowSeconds / 60 + 1);

    public SeriesKey Key => key;
    public SeriesCounts Counts { get; private set; }
    public ActiveSessions Sessions { get; } = new();

    public void Add(in SeriesCounts more) => Counts += more;

    public void Sample(long second, bool minuteBegins)
    {
        var sample = new SeriesSample(Counts, Sessions.Count, Sessions.WithOrder);
        seconds.Push(second, sample);
        if (minuteBegins) minutes.Push(second / 60, sample);
    }

    /// <summary>What the trailing window held at a second of the last hour.</summary>
    public SeriesSample WindowAtSecond(long second) => Window(seconds, second, LiveMetrics.WindowSeconds);

    /// <summary>What the trailing window held at the beginning of a minute of the last day.</summary>
    public SeriesSample WindowAtMinute(long minute) => Window(minutes, minute, LiveMetrics.WindowSeconds / 60);

    static SeriesSample Window(RollingWindow<SeriesSample> samples, long tick, int length)
    {
        var end = samples.At(tick);
        return end with { Counts = end.Counts - samples.At(tick - length).Counts };
    }
}

/// <summary>The counts of a moment (or of a window that ends then), with the sessions active in the window.</summary>
readonly record struct SeriesSample(SeriesCounts Counts, int Sessions, int SessionsWithOrder)
{
    public double? Conversion => Sessions > 0 ? (double)SessionsWithOrder / Sessions : null;
}
