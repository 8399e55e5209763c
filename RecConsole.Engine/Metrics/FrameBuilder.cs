namespace RecConsole.Engine.Metrics;

/// <summary>Samples of one second to the frame of that second.</summary>
static class FrameBuilder
{
    public static MetricsFrame Build(long second, DateTimeOffset since, ServerHistory server, IReadOnlyList<LiveSeries> series, string device, string? model)
    {
        var leaves = new List<SeriesFrame>(series.Count);
        var rollups = new List<SeriesFrame>(series.Count);
        var (sessions, sessionsWithOrder) = (0, 0);
        var simulated = false;
        foreach (var one in series)
        {
            var window = one.WindowAtSecond(second);
            (one.Key.IsLeaf ? leaves : rollups).Add(FrameOf(one, window));
            simulated |= one.Key.Simulated && (window.Counts.Slates > 0 || window.Sessions > 0);
            if (one.Key is not { Strategy: null, Placement: null }) continue;
            sessions += window.Sessions;
            sessionsWithOrder += window.SessionsWithOrder;
        }
        var (end, start) = (server.Seconds.At(second), server.Seconds.At(second - LiveMetrics.WindowSeconds));
        return new MetricsFrame
        {
            Time = DateTimeOffset.FromUnixTimeSeconds(second),
            Since = since,
            Series = leaves,
            Rollups = rollups,
            Shop = new ShopTotals(sessions, sessionsWithOrder, end.Orders - start.Orders, end.Revenue - start.Revenue),
            RequestsPerSecond = ServerHistory.PerSecond(server.Seconds, second, LiveMetrics.RateSeconds, 1, sample => sample.Requests),
            EventsPerSecond = ServerHistory.PerSecond(server.Seconds, second, LiveMetrics.RateSeconds, 1, sample => sample.Events),
            LatencyMs = end.Latency,
            Device = device,
            Model = model,
            Simulated = simulated,
        };
    }

    static SeriesFrame FrameOf(LiveSeries series, in SeriesSample window) => new()
    {
        Strategy = series.Key.Strategy,
        Experiment = series.Key.Experiment,
        Variant = series.Key.Variant,
        Placement = series.Key.Placement,
        Simulated = series.Key.Simulated,
        Slates = window.Counts.Slates,
        Impressions = window.Counts.Impressions,
        Clicks = window.Counts.Clicks,
        Carts = window.Counts.Carts,
        Orders = window.Counts.Orders,
        Revenue = window.Counts.Revenue,
        Sessions = window.Sessions,
        SessionsWithOrder = window.SessionsWithOrder,
        Ctr = window.Counts.Ctr,
        Conversion = window.Conversion,
        Total = series.Counts,
    };
}
