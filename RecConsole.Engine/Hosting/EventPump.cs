using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Events;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the batches that wait in the queue. Out: their events in the log, then in memory, then the receipts. The single
/// reader of the queue: all that waits (up to a limit) goes into one transaction, so that one fsync serves many senders.
/// A transaction that fails fails its batches as a whole, and the pump goes on with the next.
/// </summary>
public sealed partial class EventPump(
    EventQueue queue, Database database, EventTable log, EventApplier applier, ShopLoader shop, ILogger<EventPump> logger) : BackgroundService
{
    /// <summary>Events after which no further batch joins a transaction: about 50 ms of work, so that a receipt is not kept long.</summary>
    const int MaxCommitEvents = 8_192;

    readonly List<PendingBatch> group = [];
    readonly List<ShopEvent> added = [];
    EventReceipt[] receipts = [];

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
        try
        {
            shop.Loaded.GetAwaiter().GetResult(); // memory must not see a new event before those of the log
        }
        catch (Exception failure)
        {
            queue.Complete();
            while (queue.Reader.TryRead(out var batch)) Finish(batch, failure);
            return;
        }
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather();
            try
            {
                LogAndApply();
            }
            catch (Exception failure)
            {
                LogFailed(failure, group.Count);
                foreach (var batch in group) Finish(batch, failure);
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

    void LogAndApply()
    {
        added.Clear();
        if (receipts.Length < group.Count) receipts = new EventReceipt[group.Count];
        using (var turn = database.EnterAsync().AsTask().GetAwaiter().GetResult())
        {
            turn.Commit(connection =>
            {
                for (var i = 0; i < group.Count; i++)
                {
                    var before = added.Count;
                    log.Append(connection, group[i].Events, added);
                    receipts[i] = new EventReceipt(added.Count - before, group[i].Events.Count - (added.Count - before));
                }
            });
            foreach (var e in added) Apply(e);
        }
        for (var i = 0; i < group.Count; i++)
        {
            queue.Release(group[i]);
            group[i].Acknowledge(receipts[i]);
        }
    }

    /// <summary>The event is durable: whatever fails to follow it must not keep its receipt or the others back.</summary>
    void Apply(ShopEvent e)
    {
        try
        {
            applier.Apply(e);
        }
        catch (Exception defect)
        {
            ApplyFailed(defect, e.Id.Value);
        }
    }

    void Finish(PendingBatch batch, Exception failure)
    {
        queue.Release(batch);
        batch.Fail(failure);
    }

    [LoggerMessage(LogLevel.Error, "The log did not take {Batches} batches; their senders were told so")]
    partial void LogFailed(Exception failure, int batches);

    [LoggerMessage(LogLevel.Error, "Event {Id} is in the log, but memory could not follow it; it will at the next start")]
    partial void ApplyFailed(Exception defect, string id);
}
