using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RecConsole.Engine.Storage;

/// <summary>
/// Carries committed pages from SQLite's write-ahead log into the file, on a thread and a connection of its own, so that no
/// commit waits for the hundreds of milliseconds that it takes; only the few pages committed meanwhile are left to the
/// writer, after which the log starts over. A commit is durable before either (synchronous = FULL).
/// </summary>
sealed class WalCheckpoint(SqliteConnection writer, Func<SqliteConnection> open, long pagesBetween = WalCheckpoint.PagesBetween) : IDisposable
{
    /// <summary>64 MB of log: fewer, longer checkpoints write a page of the index once for many commits.</summary>
    public const long PagesBetween = 16_384;

    Task running = Task.CompletedTask;
    long doneAt; // pages that the writer had written when the latest checkpoint began
    bool begun;

    /// <summary>Looks after the log; called by the one that has the turn to write, when it has committed.</summary>
    public void AfterCommit()
    {
        if (!running.IsCompleted) return;
        if (begun)
        {
            begun = false;
            Carry(writer); // what was committed since
        }
        else if (PagesWritten() is var written && written - doneAt >= pagesBetween)
        {
            (doneAt, begun) = (written, true);
            running = Task.Factory.StartNew(CarryMost, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the checkpoint that runs, if one does.</summary>
    public void Wait() => running.Wait();

    /// <summary>Closing the last connection carries the rest.</summary>
    public void Dispose() => Wait();

    void CarryMost()
    {
        using var connection = open();
        Carry(connection);
    }

    /// <summary>PASSIVE: waits for nobody; pages that a reader still needs stay in the log until the next time.</summary>
    static void Carry(SqliteConnection connection)
    {
        try
        {
            connection.Execute("pragma wal_checkpoint(passive)");
        }
        catch (SqliteException)
        {
            // a full or failing disk: the log keeps everything, the next commit tells of the fault, the next checkpoint tries again
        }
    }

    long PagesWritten()
    {
        raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 0);
        return pages;
    }
}
