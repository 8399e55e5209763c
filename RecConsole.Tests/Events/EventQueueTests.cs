using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Tests.Events;

public sealed class EventQueueTests
{
    static ShopEvent[] Batch(int count) => [.. Enumerable.Range(0, count).Select(i =>
        new ShopEvent(new EventId($"e{i}"), EventKind.View, new UserId("u"), new SessionId("s"), DateTimeOffset.UnixEpoch) { ItemId = new ItemId("i") })];

    [Fact]
    public void TryEnqueue_BeyondCapacity_TakesNothing()
    {
        var queue = new EventQueue(10);
        Assert.NotNull(queue.TryEnqueue(Batch(6)));
        Assert.Null(queue.TryEnqueue(Batch(5)));
        Assert.Equal(6, queue.Waiting);
        Assert.NotNull(queue.TryEnqueue(Batch(4)));
        Assert.Equal(10, queue.Waiting);
    }

    [Fact]
    public async Task Release_AfterReading_MakesRoom()
    {
        var queue = new EventQueue(5);
        var receipt = queue.TryEnqueue(Batch(5))!;
        var batch = await queue.Reader.ReadAsync();
        queue.Release(batch);
        batch.Acknowledge(new EventReceipt(5, 0));
        Assert.Equal(5, (await receipt).Accepted);
        Assert.NotNull(queue.TryEnqueue(Batch(5)));
    }

    [Fact]
    public void TryEnqueue_AfterComplete_TakesNothing()
    {
        var queue = new EventQueue(5);
        queue.Complete();
        Assert.Null(queue.TryEnqueue(Batch(1)));
        Assert.Equal(0, queue.Waiting);
    }
}
