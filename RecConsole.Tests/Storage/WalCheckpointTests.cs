using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Storage;

public sealed class WalCheckpointTests : IDisposable
{
    const int PageBytes = 4096, PagesBetween = 64;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AfterCommit_ManyTimesTheLog_KeepsTheLogShortAndEveryRow()
    {
        using var writer = Open();
        using var checkpoint = new WalCheckpoint(writer, Open, PagesBetween);
        writer.Execute("create table row (n integer primary key, content blob)");
        for (var n = 0; n < 200; n++)
        {
            writer.Execute("insert into row values (@n, randomblob(100000))", new { n });
            checkpoint.AfterCommit();
            checkpoint.Wait();
        }

        // 200 rows are 5,000 pages; a round of 64, what is committed until it is carried, and the next
        Assert.InRange(new FileInfo(Path + "-wal").Length, 1, 4 * PagesBetween * PageBytes);
        Assert.Equal(200, writer.ExecuteScalar<int>("select count(*) from row"));
    }

    [Fact]
    public void AfterCommit_WhileAReaderKeepsItsView_NeitherWaitsNorLoses()
    {
        using var writer = Open();
        using var checkpoint = new WalCheckpoint(writer, Open, PagesBetween);
        writer.Execute("create table row (n integer primary key, content blob)");
        using var reader = Open();
        using var view = reader.BeginTransaction(deferred: true);
        Assert.Equal(0, reader.ExecuteScalar<int>("select count(*) from row", transaction: view));
        for (var n = 0; n < 20; n++)
        {
            writer.Execute("insert into row values (@n, randomblob(100000))", new { n });
            checkpoint.AfterCommit();
            checkpoint.Wait();
        }

        Assert.Equal(0, reader.ExecuteScalar<int>("select count(*) from row", transaction: view));
        view.Commit();
        Assert.Equal(20, reader.ExecuteScalar<int>("select count(*) from row"));
    }

    string Path => folder.Combine("log.db");

    SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0");
        return connection;
    }
}
