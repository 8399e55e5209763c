using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>
/// In: the data directory. Out: connections to its SQLite file, schema up to date. One connection writes, and whoever
/// holds the <see cref="WriteTurn"/> has it; readers see the last commit and never wait for it (WAL).
/// What speaks SQLite lies in this file, <see cref="Migrator"/>, <see cref="WalCheckpoint"/> and <see cref="PreparedInsert"/>; the tables' SQL is what
/// PostgreSQL understands too.
/// </summary>
public sealed class Database : IDisposable
{
    public const string FileName = "recconsole.db";

    readonly string connectionString;
    readonly SqliteConnection writer;
    readonly WalCheckpoint checkpoint;
    readonly SemaphoreSlim gate = new(1, 1);

    Database(string path)
    {
        Path = path;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate }.ToString();
        writer = Open();
        checkpoint = new WalCheckpoint(writer, Open);
    }

    public string Path { get; }

    /// <summary>Opens or makes the database in a directory that exists.</summary>
    /// <exception cref="StoreException">The file is no database, cannot be written, or is of a newer program.</exception>
    public static Database Open(string dataDirectory, TimeProvider time)
    {
        var path = System.IO.Path.Combine(dataDirectory, FileName);
        try
        {
            var database = new Database(path);
            try
            {
                Migrator.Migrate(database.writer, time);
                return database;
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
        catch (SqliteException failure)
        {
            throw new StoreException(
                $"The database {path} cannot be opened: {failure.Message} Check that the file is RecConsole's and may be written, or name another directory with --data.", failure);
        }
    }

    /// <summary>A connection for reading; dispose it. Each sees the commits up to its first read of a transaction.</summary>
    public SqliteConnection OpenReader() => Open();

    /// <summary>Waits for the one turn to write. Hold it until memory shows what was committed: so both have one order.</summary>
    public async ValueTask<WriteTurn> EnterAsync(CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation);
        return new WriteTurn(writer, gate, checkpoint);
    }

    public void Dispose()
    {
        checkpoint.Dispose();
        writer.Dispose();
        using var pooled = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(pooled);
        gate.Dispose();
    }

    SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            // FULL: a commit is on the disk when it returns. No checkpoint in the middle of a commit: see WalCheckpoint.
            // Cache 64 MB: the index of a few million event ids stays in memory.
            connection.Execute(
                """
                pragma journal_mode = wal;
                pragma synchronous = full;
                pragma busy_timeout = 10000;
                pragma cache_size = -65536;
                pragma wal_autocheckpoint = 0;
                pragma temp_store = memory;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
