using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Tests.Storage;

public sealed class EventTableTests : IDisposable
{
    readonly StoreFixture store = new();

    public void Dispose() => store.Dispose();

    Task<List<ShopEvent>> AppendAsync(params IReadOnlyList<ShopEvent> events) => store.CommitAsync(connection =>
    {
        var added = new List<ShopEvent>();
        store.Events.Append(connection, events, added);
        return added;
    });

    [Fact]
    public async Task ReadAll_EventWithEveryField_ComesBackEqual()
    {
        var e = SampleEvents.View("0192f0c1-77aa-7bcd-8123-0123456789ab") with
        {
            Kind = EventKind.Purchase,
            Timestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero).AddTicks(4567),
            Quantity = 12,
            Price = 1234567890.0123456789m,
            Query = "grün, 緑 🌿 \0 and 'quotes'",
            SlateId = SlateId.NewTimeOrdered(SampleEvents.Start),
            Position = 3,
            DwellSeconds = 1.0 / 3,
            Rating = -0.5,
            Origin = EventOrigin.Simulated,
        };

        await AppendAsync(e);
        store.Reopen();

        Assert.Equal(e, Assert.Single(store.Events.ReadAll()));
    }

    [Fact]
    public async Task ReadAll_EventWithoutOptionalFields_ComesBackEqual()
    {
        var search = new ShopEvent(new EventId("x"), EventKind.Search, new UserId("ü"), new SessionId("s"), SampleEvents.Start);

        await AppendAsync(search);

        Assert.Equal(search, Assert.Single(store.Events.ReadAll()));
    }

    [Fact]
    public async Task Append_IdsThatLookAlike_AreDifferentEvents()
    {
        string[] ids =
        [
            "0192f0c1-77aa-7bcd-8123-0123456789ab", "0192F0C1-77AA-7BCD-8123-0123456789AB", "0192f0c177aa7bcd81230123456789ab",
            "0192f0c177aa7bcd81230123456789a", "0192f0c177aa7bcd81230123456789ab0", "{0192f0c1-77aa-7bcd-8123-0123456789ab}",
            "------------------------------------", new string('e', 128), "7", "07",
        ];

        var added = await AppendAsync(ids.Select(id => SampleEvents.View(id)).ToList());

        Assert.Equal(ids.Length, added.Count);
        Assert.Equal(ids, store.Events.ReadAll().Select(e => e.Id.Value));
    }

    [Fact]
    public async Task Append_SameIdWithinAndBetweenBatchesAndAfterReopening_KeepsTheFirst()
    {
        var first = await AppendAsync(SampleEvents.View("a", "u1"), SampleEvents.View("a", "u2"), SampleEvents.View("b"));
        var second = await AppendAsync(SampleEvents.View("b"), SampleEvents.View("c"));
        store.Reopen();
        var third = await AppendAsync(SampleEvents.View("c", "u9"), SampleEvents.View("a"));

        Assert.Equal(["a", "b"], first.Select(e => e.Id.Value));
        Assert.Equal(["c"], second.Select(e => e.Id.Value));
        Assert.Empty(third);
        Assert.Equal(["a", "b", "c"], store.Events.ReadAll().Select(e => e.Id.Value));
        Assert.Equal("u1", store.Events.ReadAll().First().UserId.Value);
    }

    [Fact]
    public async Task Commit_WorkThatThrows_LeavesNothing()
    {
        await AppendAsync(SampleEvents.View("kept"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync<int>(connection =>
        {
            store.Events.Append(connection, SampleEvents.Views(0, 100), []);
            throw new InvalidOperationException();
        }));
        var after = await AppendAsync(SampleEvents.View("e5"));

        Assert.Single(after);
        Assert.Equal(["kept", "e5"], store.Events.ReadAll().Select(e => e.Id.Value));
    }

    [Fact]
    public async Task ReadAll_WhileOthersAppend_ShowsTheLogAsItWas()
    {
        await AppendAsync(SampleEvents.Views(0, 10));
        var seen = new List<ShopEvent>();

        foreach (var e in store.Events.ReadAll())
        {
            if (seen.Count == 0) await AppendAsync(SampleEvents.Views(10, 10));
            seen.Add(e);
        }

        Assert.Equal(10, seen.Count);
        Assert.Equal(20, store.Events.Count());
    }
}
