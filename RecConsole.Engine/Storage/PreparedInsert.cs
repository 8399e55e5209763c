using System.Buffers.Text;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RecConsole.Engine.Storage;

/// <summary>
/// One prepared insert of SQLite's own API: parameters are bound by number from one UTF-8 buffer, so that a row costs a few
/// microseconds and allocates nothing. What a row does not bind is null. Not thread-safe: whoever has the
/// <see cref="WriteTurn"/> uses it.
/// </summary>
sealed class PreparedInsert : IDisposable
{
    readonly sqlite3 database;
    readonly sqlite3_stmt insert;
    byte[] buffer = new byte[2048];

    public PreparedInsert(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out insert), database);
    }

    /// <summary>The key that the latest added row was given.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(database);

    /// <summary>Inserts what is bound, inside the running transaction; false when nothing was added.</summary>
    public bool Execute()
    {
        var result = raw.sqlite3_step(insert);
        var added = raw.sqlite3_changes(database);
        raw.sqlite3_reset(insert);
        raw.sqlite3_clear_bindings(insert);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
        return added > 0;
    }

    public void Bind(int index, int value) => raw.sqlite3_bind_int(insert, index, value);

    public void Bind(int index, long value) => raw.sqlite3_bind_int64(insert, index, value);

    public void Bind(int index, double value) => raw.sqlite3_bind_double(insert, index, value);

    public void Bind(int index, ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(insert, index, value);

    /// <summary>Nothing for null.</summary>
    public void Bind(int index, string? text)
    {
        if (text is null) return;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > buffer.Length) buffer = new byte[most];
        raw.sqlite3_bind_text(insert, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    /// <summary>As <see cref="StoredId"/> writes it.</summary>
    public void BindId(int index, string id)
    {
        var length = StoredId.TryWriteUuid(id, buffer);
        if (length > 0) Bind(index, buffer.AsSpan(0, length));
        else Bind(index, id);
    }

    /// <summary>As decimal text.</summary>
    public void BindPrice(int index, decimal price)
    {
        Utf8Formatter.TryFormat(price, buffer, out var length); // 31 characters at most
        raw.sqlite3_bind_text(insert, index, buffer.AsSpan(0, length));
    }

    public void Dispose() => insert.Dispose();
}
