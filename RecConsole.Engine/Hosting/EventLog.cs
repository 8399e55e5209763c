using Microsoft.Extensions.Logging;
using RecConsole.Engine.Events;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: batches that wait. Out: their events in the log, in one transaction, then in memory. What throws is not in the log
/// and not in memory; what returns is in both.
/// </summary>
public sealed partial class EventLog(Database database, EventTable table, EventApplier applier, ShopStatus status, ILogger<EventLog> logger)
{
    readonly List<ShopEvent> added = [];

    /// <summary>Called by one thread. The receipts stand in the order of the batches.</summary>
    public EventReceipt[] Write(IReadOnlyList<PendingBatch> batches)
    {
        using var turn = database.EnterAsync().AsTask().GetAwaiter().GetResult();
        added.Clear();
        var receipts = new EventReceipt[batches.Count];
        turn.Commit(connection =>
        {
            for (var i = 0; i < receipts.Length; i++)
            {
                if (!Belongs(batches[i].Events)) continue;
                var before = added.Count;
                table.Append(connection, batches[i].Events, added);
                receipts[i] = new EventReceipt(added.Count - before, batches[i].Events.Count - (added.Count - before));
            }
        });
        foreach (var e in added) Apply(e);
        if (added.Count > 0 && status.Current.Source == ShopSource.Empty) status.Update(phase => phase with { Source = ShopSource.Own });
        return receipts;
    }

    /// <summary>The demo's shoppers may still be at it when an import has taken their shop away: what they did is dropped.</summary>
    bool Belongs(IReadOnlyList<ShopEvent> events) =>
        status.Current.Source == ShopSource.Demo || events.Count == 0 || events[0].Origin != EventOrigin.Simulated;

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

    [LoggerMessage(LogLevel.Error, "Event {Id} is in the log, but memory could not follow it; it will at the next start")]
    partial void ApplyFailed(Exception defect, string id);
}
