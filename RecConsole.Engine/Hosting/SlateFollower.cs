using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Shows each served slate to all that follow it in memory, on the serving thread and before the answer leaves. Whoever
/// wants to follow slates adds a line to <see cref="Follow"/>.
/// </summary>
public sealed partial class SlateFollower(
    SlateRecorder recorder, Ranker ranker, AttributionIndex attribution, ItemCounters counters, LiveMetrics metrics, SlateMemory memory, ExperimentLedgers experiments,
    TimeProvider time, ILogger<SlateFollower> logger) : BackgroundService
{
    static readonly TimeSpan EvictEvery = TimeSpan.FromMinutes(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Served += Follow;
        ranker.Failed += RankingFailed;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        recorder.Served -= Follow;
        ranker.Failed -= RankingFailed;
        return base.StopAsync(cancellationToken);
    }

    void Follow(SlateRecord slate)
    {
        attribution.Observe(slate);
        counters.RecordServed(slate);
        metrics.RecordSlate(slate);
        memory.Note(slate);
        experiments.Expose(slate);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(EvictEvery, time);
        do
        {
            metrics.Device = ranker.Device; // a device that fails later falls back
            attribution.Evict(time.GetUtcNow());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "A product failed; its requests were answered with popular items")]
    partial void RankingFailed(Exception failure);
}
