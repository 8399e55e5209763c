using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Lets the demo shop explore: a strategy that nobody has touched is given <see cref="Exploration"/> there, so that the log
/// can tell what other orders would have earned. When real data takes the demo's place and still nobody has touched it, the
/// strategy that a new shop starts with comes back: chance in a real shop's slates is its owner's decision.
/// </summary>
public sealed partial class DemoStrategy(
    StrategyPublisher publisher, StrategyTable table, StrategyStore store, ShopStatus status, ShopLoader shop, DemoExperiment experiment, ILogger<DemoStrategy> logger) : BackgroundService
{
    /// <summary>What the demo's default adds to <see cref="StrategyStore.FirstDefault"/>.</summary>
    public static StrategyRevision Exploring { get; } = StrategyStore.FirstDefault with { Exploration = new Exploration(0.4f, 1) };

    readonly SemaphoreSlim changed = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var source = status.Current.Source;
        // most reports are of progress: only another shop is a reason to read the history again
        void Wake(ShopPhase phase)
        {
            if (phase.Source == source) return;
            source = phase.Source;
            changed.Release();
        }
        status.Changed += Wake;
        try
        {
            await shop.Loaded.WaitAsync(stoppingToken);
            while (true)
            {
                await FollowAsync(stoppingToken);
                if (status.Current.Source != ShopSource.Empty) await experiment.FollowAsync(status.Current.Source == ShopSource.Demo, stoppingToken);
                await changed.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
        finally
        {
            status.Changed -= Wake;
        }
    }

    async Task FollowAsync(CancellationToken cancellation)
    {
        var isDemo = status.Current.Source == ShopSource.Demo;
        if (isDemo && table.ReadHistory(StrategyStore.DefaultKey).Count == 0) await publisher.PublishAsync(Exploring, cancellation, PublicationNote.BySystem("The demo shop explores, so that its log can tell what other orders would have earned."));
        else if (!isDemo && status.Current.Source != ShopSource.Empty && store.Find(null)!.Hash == Exploring.Hash)
            await publisher.PublishAsync(StrategyStore.DefaultKey, StrategyStore.FirstDefault.Number, cancellation,
                PublicationNote.BySystem("Real data took the place of the demo shop: how much is left to chance is its owner's decision."));
    }

    [LoggerMessage(LogLevel.Error, "The demo shop's strategy could not be set; the shop goes on with the strategy that it has")]
    partial void LogFailed(Exception failure);
}
