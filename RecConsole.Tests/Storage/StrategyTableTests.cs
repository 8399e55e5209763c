using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Strategies;

namespace RecConsole.Tests.Storage;

public sealed class StrategyTableTests : IDisposable
{
    static readonly DateTimeOffset At = RandomStrategy.Now;

    readonly StoreFixture store = new();

    StrategyTable Table => new(store.Database);

    public void Dispose() => store.Dispose();

    Task CommitAsync(Action<SqliteConnection> work) => store.CommitAsync(connection =>
    {
        work(connection);
        return 0;
    });

    [Fact]
    public async Task Add_Revisions_AreFoundAgainByNumberHashAndHistory()
    {
        var first = RandomStrategy.Revision(new Rng(1), 50, 50).WithNumber(1);
        var second = first.WithWeight("relevance", 0.25f).WithNumber(2);
        await CommitAsync(connection =>
        {
            StrategyTable.Add(connection, first, At);
            StrategyTable.Add(connection, second, At.AddDays(1));
            StrategyTable.SetLive(connection, first.Key, 1, At);
            Assert.Equal(2, StrategyTable.LastNumber(connection, first.Key));
            Assert.Equal(0, StrategyTable.LastNumber(connection, "other"));
        });
        store.Reopen();

        Assert.Equal(StrategyJson.Write(first), StrategyJson.Write(Table.Find(first.Key, 1)!));
        Assert.Equal(second, Table.FindByHash(second.Hash));
        Assert.Null(Table.Find(first.Key, 3));
        Assert.Null(Table.FindByHash("0"));
        Assert.Equal([(second, At.AddDays(1)), (first, At)], Table.ReadHistory(first.Key));
        Assert.Equal([first], Table.ReadLive());

        await CommitAsync(connection => StrategyTable.SetLive(connection, first.Key, 2, At.AddDays(2)));
        Assert.Equal([second], Table.ReadLive());
    }

    [Fact]
    public void FindByHash_FirstDefaultThatNobodyChanged_IsFoundWithoutARow()
    {
        Assert.Null(Table.Find(StrategyStore.DefaultKey, 1));
        Assert.Same(StrategyStore.FirstDefault, Table.FindByHash(StrategyStore.FirstDefault.Hash));
    }

    [Fact]
    public async Task Add_NumberThatIsTaken_IsRefused()
    {
        await CommitAsync(connection => StrategyTable.Add(connection, StrategyStore.FirstDefault, At));
        await Assert.ThrowsAsync<SqliteException>(() => CommitAsync(connection => StrategyTable.Add(connection, StrategyStore.FirstDefault.WithWeight("margin", 1), At)));
        Assert.Equal(StrategyStore.FirstDefault, Table.Find(StrategyStore.DefaultKey, 1));
    }

    [Fact]
    public async Task ReadLive_ContentThatIsBroken_NamesTheRevision()
    {
        await CommitAsync(connection =>
        {
            StrategyTable.Add(connection, StrategyStore.FirstDefault, At);
            StrategyTable.SetLive(connection, StrategyStore.DefaultKey, 1, At);
            connection.Execute("update strategy_revision set content = '{\"key\":\"default\",\"number\":1,\"weights\":{},\"later\":1}'");
        });
        var failure = Assert.Throws<StoreException>(Table.ReadLive);
        Assert.Contains("Revision 1 of the strategy 'default'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("later", failure.Message, StringComparison.Ordinal);
    }
}
