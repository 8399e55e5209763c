using Dapper;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Commands;
using RecConsole.Tests.Storage;
using RecConsole.Web;

namespace RecConsole.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Serve_ShopThatCannotBeRead_SaysSoAndExits1()
    {
        using var store = new StoreFixture();
        await store.CommitAsync(connection =>
        {
            ItemTable.Upsert(connection, [new Item(new ItemId("i"), "T")]);
            return connection.Execute("update item set price = 'dear'");
        });

        var run = await CommandRun.Of("serve", "--urls", "http://127.0.0.1:0", "--data", store.DataDirectory);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The shop in {store.DataDirectory} cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WrongSettings_AreToldAtOnce()
    {
        var failure = Assert.Throws<EngineStartException>(() => RecConsoleApp.Build(["--Hosting:Colour", "red", "--demo", "perhaps"]));

        Assert.Contains("Hosting:Colour", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Hosting:Demo", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_DatabaseOfANewerProgram_SaysSoAndExits1()
    {
        using var store = new StoreFixture();
        await store.CommitAsync(connection => connection.Execute("insert into migration (name, applied_at) values ('9999_future', '2030')"));

        var run = await CommandRun.Of("serve", "--urls", "http://127.0.0.1:0", "--data", store.DataDirectory);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("newer RecConsole", run.Error, StringComparison.Ordinal);
    }
}
