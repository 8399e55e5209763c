using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Metrics;

/// <summary>Samples of the server as a whole, at the two resolutions of <see cref="MetricsHistory"/>. 450 kB. Not thread-safe.</summary>
sealed class ServerHistory
{
    public RollingWindow<ServerSample> Seconds { get; } = new(MetricsHistory.SecondsKept + LiveMetrics.WindowSeconds + 1);
    public RollingWindow<ServerSample> Minutes { get; } = new(MetricsHistory.MinutesKept + LiveMetrics.WindowSeconds / 60 + 1);

    public void Sample(long second, in ServerSample sample, bool minuteBegins)
    {
        Seconds.Push(second, sample);
        if (minuteBegins) Minutes.Push(second / 60, sample);
    }

    /// <summary>Counts a second between two ticks, of which the window knows at least the latter.</summary>
    public static double PerSecond(RollingWindow<ServerSample> samples, long tick, int ticks, int secondsPerTick, Func<ServerSample, long> count)
    {
        // what was counted before the first sample has no known time: the rate begins at the first sample
        var from = Math.Max(tick - ticks, samples.First);
        return from >= tick ? 0 : (double)(count(samples.At(tick)) - count(samples.At(from))) / ((tick - from) * secondsPerTick);
    }
}
