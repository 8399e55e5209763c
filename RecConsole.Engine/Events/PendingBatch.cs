namespace RecConsole.Engine.Events;

/// <summary>A batch in the queue and the promise made to its sender.</summary>
public sealed class PendingBatch(IReadOnlyList<ShopEvent> events)
{
    readonly TaskCompletionSource<EventReceipt> receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ShopEvent> Events { get; } = events;

    public Task<EventReceipt> Receipt => receipt.Task;

    /// <summary>Called after the commit, never before.</summary>
    public void Acknowledge(EventReceipt result) => receipt.TrySetResult(result);

    public void Fail(Exception error) => receipt.TrySetException(error);
}
