using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the batches that wait in the queue. Out: their receipts, once the events are in the log and in memory. The single
/// reader of the queue: all that waits (up to a limit) goes into one transaction, so that one fsync serves many senders.
/// A transaction that fails fails its batches as a whole, and the pump goes on with the next.
/// </summary>
public sealed partial class EventPump(EventQueue queue, EventLog log, ShopLoader shop, ILogger<EventPump> logger) : BackgroundService
{
    /// <summary>Events after which no further batch joins a transaction: some 50 ms of work, so that a receipt is not kept long.</summary>
    const int MaxCommitEvents = 8_192;

    readonly List<PendingBatch> group = [];

    /// <summary>Takes no more batches, and ends when those that wait are logged.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        if (ExecuteTask is { } running) await running.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    // A thread of its own: an fsync would hold one of the few pool threads that requests run on.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    void Run()
    {
        Exception? notLoaded = null;
        try
        {
            shop.Loaded.GetAwaiter().GetResult(); // memory must not see a new event before those of the log
        }
        catch (Exception failure)
        {
            notLoaded = failure;
        }
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather();
            try
            {
                if (notLoaded is not null) throw new InvalidOperationException("The shop could not be loaded.", notLoaded);
                Acknowledge(log.Write(group));
            }
            catch (Exception failure)
            {
                LogFailed(failure, group.Count);
                foreach (var batch in group)
                {
                    queue.Release(batch);
                    batch.Fail(failure);
                }
            }
        }
    }

    void Gather()
    {
        group.Clear();
        var events = 0;
        while (events < MaxCommitEvents && queue.Reader.TryRead(out var batch))
        {
            group.Add(batch);
            events += batch.Events.Count;
        }
    }

    void Acknowledge(EventReceipt[] receipts)
    {
        for (var i = 0; i < receipts.Length; i++)
        {
            queue.Release(group[i]);
            group[i].Acknowledge(receipts[i]);
        }
    }

    [LoggerMessage(LogLevel.Error, "The log did not take {Batches} batches; their senders were told so")]
    partial void LogFailed(Exception failure, int batches);
}
