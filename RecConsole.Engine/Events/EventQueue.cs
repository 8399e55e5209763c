using System.Threading.Channels;

namespace RecConsole.Engine.Events;

/// <summary>
/// In: validated batches, from any thread. Out: the same batches in order, to the one reader that logs them. Bounded by
/// the number of waiting events: a batch is taken whole or not at all.
/// </summary>
public sealed class EventQueue(int capacity)
{
    readonly Channel<PendingBatch> channel = Channel.CreateUnbounded<PendingBatch>(new UnboundedChannelOptions { SingleReader = true });
    int waiting;

    /// <summary>Events that may wait at once.</summary>
    public int Capacity { get; } = capacity > 0
        ? capacity
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The queue holds at least one event.");

    public int Waiting => Volatile.Read(ref waiting);

    public ChannelReader<PendingBatch> Reader => channel.Reader;

    /// <summary>
    /// Takes the batch and returns its pending receipt, or null when it does not fit now. A batch larger than the whole
    /// capacity never fits: the caller says so instead of asking for a retry.
    /// </summary>
    public Task<EventReceipt>? TryEnqueue(IReadOnlyList<ShopEvent> events)
    {
        if (Interlocked.Add(ref waiting, events.Count) > Capacity)
        {
            Interlocked.Add(ref waiting, -events.Count);
            return null;
        }
        var batch = new PendingBatch(events);
        if (channel.Writer.TryWrite(batch)) return batch.Receipt;
        Interlocked.Add(ref waiting, -events.Count);
        return null; // completed: the host is stopping
    }

    /// <summary>The reader gives back the room of a batch that it has finished.</summary>
    public void Release(PendingBatch batch) => Interlocked.Add(ref waiting, -batch.Events.Count);

    /// <summary>No batch is taken from now on; what waits is still read.</summary>
    public void Complete() => channel.Writer.TryComplete();
}
