using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Metrics;

/// <summary>Samples to columns. A step's points lie at its multiples (of Unix time), so that later points continue them.</summary>
static class HistoryBuilder
{
    /// <summary>Ranges up to this are given second by second.</summary>
    const int FinestSeconds = 900;

    public static MetricsHistory Build(MetricsScope scope, int minutes, DateTimeOffset since, ServerHistory server, IReadOnlyList<LiveSeries> series)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        // a server younger than the range asked for has all it knows in seconds
        var known = server.Seconds.IsEmpty ? 0 : server.Seconds.Last - server.Seconds.First + 1;
        var seconds = (int)Math.Min(minutes * 60L, known <= MetricsHistory.SecondsKept ? known : MetricsHistory.MinutesKept * 60);
        var byMinute = seconds > MetricsHistory.SecondsKept;
        var samples = byMinute ? server.Minutes : server.Seconds;
        var secondsPerTick = byMinute ? 60 : 1;
        var ticksPerStep = byMinute || seconds <= FinestSeconds ? 1 : 5;
        var ticks = TicksOf(samples, seconds / secondsPerTick, ticksPerStep);
        // a minute's rate is that of the whole minute, a second's that of the trailing RateSeconds
        var rateTicks = byMinute ? 1 : LiveMetrics.RateSeconds;

        var chosen = series.Where(one => scope.Covers(one.Key.Strategy, one.Key.Placement)).ToList();
        return new MetricsHistory
        {
            Scope = scope.ToString(),
            Since = since,
            StepSeconds = ticksPerStep * secondsPerTick,
            Time = [.. ticks.Select(tick => DateTimeOffset.FromUnixTimeSeconds(tick * secondsPerTick))],
            RequestsPerSecond = [.. ticks.Select(tick => ServerHistory.PerSecond(samples, tick, rateTicks, secondsPerTick, sample => sample.Requests))],
            EventsPerSecond = [.. ticks.Select(tick => ServerHistory.PerSecond(samples, tick, rateTicks, secondsPerTick, sample => sample.Events))],
            P50Ms = [.. ticks.Select(tick => samples.At(tick).Latency.P50)],
            P99Ms = [.. ticks.Select(tick => samples.At(tick).Latency.P99)],
            Series = [.. chosen.Where(one => one.Key.IsLeaf).Select(one => ColumnsOf(one, ticks, byMinute))],
            Rollups = [.. chosen.Where(one => !one.Key.IsLeaf).Select(one => ColumnsOf(one, ticks, byMinute))],
        };
    }

    static long[] TicksOf(RollingWindow<ServerSample> samples, int count, int step)
    {
        if (samples.IsEmpty) return [];
        var last = samples.Last - samples.Last % step;
        var first = Math.Max(samples.First, last - (count - 1));
        first += (step - first % step) % step;
        return first > last ? [] : [.. Enumerable.Range(0, (int)((last - first) / step) + 1).Select(i => first + (long)i * step)];
    }

    static SeriesHistory ColumnsOf(LiveSeries series, long[] ticks, bool byMinute)
    {
        var points = ticks.Select(tick => byMinute ? series.WindowAtMinute(tick) : series.WindowAtSecond(tick)).ToArray();
        return new SeriesHistory
        {
            Strategy = series.Key.Strategy,
            Experiment = series.Key.Experiment,
            Variant = series.Key.Variant,
            Placement = series.Key.Placement,
            Simulated = series.Key.Simulated,
            Impressions = [.. points.Select(point => point.Counts.Impressions)],
            Clicks = [.. points.Select(point => point.Counts.Clicks)],
            Carts = [.. points.Select(point => point.Counts.Carts)],
            Orders = [.. points.Select(point => point.Counts.Orders)],
            Revenue = [.. points.Select(point => point.Counts.Revenue)],
            Sessions = [.. points.Select(point => point.Sessions)],
            SessionsWithOrder = [.. points.Select(point => point.SessionsWithOrder)],
            Ctr = [.. points.Select(point => point.Counts.Ctr)],
            Conversion = [.. points.Select(point => point.Conversion)],
        };
    }
}
