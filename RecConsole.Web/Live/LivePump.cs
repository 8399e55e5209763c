using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>Once a second: one snapshot of the live figures, to the components and to the hub's listeners.</summary>
public sealed class LivePump(LiveMetrics metrics, LiveFeed feed, LiveListeners listeners, TimeProvider time, ILogger<LivePump> log)
    : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Tick(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
    }

    void Tick(CancellationToken cancel)
    {
        try
        {
            var frame = metrics.Capture();
            feed.Publish(new LiveMoment(frame, metrics.LatestActivity()));
            listeners.Send(frame, cancel);
        }
        catch (Exception error)
        {
            log.LogError(error, "A second of the live feed was lost");
        }
    }
}
