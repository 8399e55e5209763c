using Dapper;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Storage;

namespace RecConsole.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    readonly StoreFixture store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Open_DatabaseOfANewerProgram_SaysSo()
    {
        await store.CommitAsync(connection => connection.Execute("insert into migration (name, applied_at) values ('9999_future', '2030')"));

        var failure = Assert.Throws<StoreException>(store.Reopen);

        Assert.Contains("9999_future", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_SaysSoAndLeavesIt()
    {
        using var folder = new Support.TemporaryFolder();
        var path = folder.Combine(Database.FileName);
        File.WriteAllText(path, new string('x', 10_000));

        var failure = Assert.Throws<StoreException>(() => Database.Open(folder.Path, TimeProvider.System));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Upsert_KnownItem_ChangesItInItsPlace()
    {
        var lamp = new Item(new ItemId("lamp"), "Lamp")
        {
            Category = "Light", Brand = "B", Seller = "S", Description = "D", Price = 19.90m, Cost = 7.125m, Stock = 4,
            AddedAt = SampleEvents.Start, ImageUrl = "/x.svg", Active = false,
            Attributes = new Dictionary<string, string> { ["watt"] = "8", ["Größe"] = "ö" },
        };
        var chair = new Item(new ItemId("chair"), "Chair");

        await store.CommitAsync(connection => { ItemTable.Upsert(connection, [new Item(lamp.Id, "?"), chair]); return 0; });
        await store.CommitAsync(connection => { ItemTable.Upsert(connection, [lamp]); return 0; });
        store.Reopen();
        var items = store.Items.ReadAll();

        Assert.Equal(["lamp", "chair"], items.Select(item => item.Id.Value));
        Assert.Equal(lamp.Attributes, items[0].Attributes);
        Assert.Equal(lamp, items[0] with { Attributes = lamp.Attributes });
        Assert.Equal(chair, items[1]);
    }

    [Fact]
    public async Task Set_Setting_IsFoundAgainAndForgotten()
    {
        await store.CommitAsync(connection => { SettingTable.Set(connection, "a", "1"); SettingTable.Set(connection, "a", "2"); return 0; });
        store.Reopen();
        Assert.Equal("2", store.Settings.Find("a"));

        await store.CommitAsync(connection => { SettingTable.Set(connection, "a", null); return 0; });
        Assert.Null(store.Settings.Find("a"));
    }

    [Fact]
    public async Task Enter_WhileAnotherHasTheTurn_Waits()
    {
        var first = await store.Database.EnterAsync();
        var second = store.Database.EnterAsync().AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();
        first.Dispose(); // lets go once
        using var turn = await second;

        Assert.False(store.Database.EnterAsync().IsCompleted);
    }
}
