using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class EventPumpTests
{
    [Fact]
    public async Task Write_StoreThatFails_FailsTheBatchesAsAWholeAndGoesOn()
    {
        await using var console = await RunningConsole.StartAsync();
        var services = console.Services;
        var queue = services.GetRequiredService<EventQueue>();
        await services.GetRequiredService<ShopLoader>().Loaded;
        var broken = new List<ShopEvent> { SampleEvents.View("good", "u-good"), SampleEvents.View(null!, "u-bad") };

        await Assert.ThrowsAnyAsync<Exception>(() => queue.TryEnqueue(broken)!);
        var receipt = await queue.TryEnqueue([SampleEvents.View("next", "u-next")])!;

        Assert.Equal(new EventReceipt(1, 0), receipt);
        Assert.Equal(["next"], services.GetRequiredService<EventTable>().ReadAll().Select(e => e.Id.Value));
        Assert.Empty(services.GetRequiredService<SessionStore>().Find(new UserId("u-good"), null).Recent);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Stop_WaitingBatches_AreLoggedAndAcknowledged()
    {
        using var folder = new TemporaryFolder();
        var pending = new List<Task<EventReceipt>>();
        await using (var console = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            var queue = console.Services.GetRequiredService<EventQueue>();
            for (var n = 0; n < 200; n++) pending.Add(queue.TryEnqueue([SampleEvents.View($"e{n}")])!);
        }
        Assert.All(await Task.WhenAll(pending), receipt => Assert.Equal(1, receipt.Accepted));

        await using var again = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await again.Services.GetRequiredService<ShopLoader>().Loaded;

        Assert.Equal(200, again.Services.GetRequiredService<EventTable>().Count());
        Assert.Equal(SessionState.MaxRecent, again.Services.GetRequiredService<SessionStore>().Find(new UserId("u1"), null).Recent.Length);
    }

    [Fact]
    public async Task Restart_Sessions_AreWhatTheyWere()
    {
        using var folder = new TemporaryFolder();
        SessionState before;
        await using (var console = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            var batch = Enumerable.Range(0, 120).Select(n => SampleEvents.View($"e{n}", item: $"i{n % 7}") with
            {
                Kind = (n % 5) switch { 0 => EventKind.AddToCart, 1 => EventKind.Purchase, 2 => EventKind.RemoveFromCart, _ => EventKind.View },
                Timestamp = SampleEvents.Start.AddSeconds(n * 37 % 50), // some late
            }).ToList();
            await console.Services.GetRequiredService<EventQueue>().TryEnqueue(batch)!;
            before = console.Services.GetRequiredService<SessionStore>().Find(new UserId("u1"), null);
        }

        await using var again = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await again.Services.GetRequiredService<ShopLoader>().Loaded;
        var after = again.Services.GetRequiredService<SessionStore>().Find(new UserId("u1"), null);

        Assert.Equal(before.Recent.AsEnumerable(), after.Recent);
        Assert.True(before.Cart.SetEquals(after.Cart));
        Assert.True(before.Purchased.SetEquals(after.Purchased));
        Assert.Equal((before.Version, before.LastEventAt), (after.Version, after.LastEventAt));
    }

    [Fact]
    public async Task TryEnqueue_ManySenders_ConserveTheirEvents()
    {
        await using var console = await RunningConsole.StartAsync();
        var queue = console.Services.GetRequiredService<EventQueue>();
        const int Senders = 8, Batches = 25, Size = 20;

        // half of each sender's ids are the next sender's too
        var receipts = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var mine = new List<EventReceipt>();
            for (var b = 0; b < Batches; b++) mine.Add(await queue.TryEnqueue(SampleEvents.Views((sender * Batches + b * 2) * Size / 2, Size))!);
            return mine;
        })));

        var all = receipts.SelectMany(mine => mine).ToList();
        Assert.Equal(Senders * Batches * Size, all.Sum(receipt => receipt.Accepted + receipt.Duplicates));
        Assert.Equal(all.Sum(receipt => receipt.Accepted), console.Services.GetRequiredService<EventTable>().Count());
    }
}
