using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>The turn to write: nobody else writes until it is disposed.</summary>
public sealed class WriteTurn : IDisposable
{
    readonly SqliteConnection connection;
    readonly WalCheckpoint checkpoint;
    SemaphoreSlim? gate;

    internal WriteTurn(SqliteConnection connection, SemaphoreSlim gate, WalCheckpoint checkpoint) =>
        (this.connection, this.gate, this.checkpoint) = (connection, gate, checkpoint);

    /// <summary>Runs the work in one transaction: durable when this returns, undone when it throws.</summary>
    public T Commit<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(gate is null, this);
        connection.Execute("begin immediate");
        try
        {
            var result = work(connection);
            connection.Execute("commit");
            return result;
        }
        catch
        {
            // SQLite has rolled back by itself after some errors (a full disk): then there is nothing to undo
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) connection.Execute("rollback");
            throw;
        }
    }

    /// <inheritdoc cref="Commit{T}"/>
    public void Commit(Action<SqliteConnection> work) => Commit(open =>
    {
        work(open);
        return true;
    });

    public void Dispose()
    {
        if (Interlocked.Exchange(ref gate, null) is not { } held) return;
        checkpoint.AfterCommit();
        held.Release();
    }
}
