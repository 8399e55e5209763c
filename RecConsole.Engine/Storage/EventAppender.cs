using System.Buffers.Text;
using System.Text;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Events;
using SQLitePCL;

namespace RecConsole.Engine.Storage;

/// <summary>
/// Appends events to the log through one prepared statement of SQLite's own API: its parameters are bound by number from
/// one UTF-8 buffer. Not thread-safe: whoever has the <see cref="WriteTurn"/> uses it.
/// </summary>
sealed class EventAppender : IDisposable
{
    const string Sql =
        """
        insert into event (id, kind, origin, user_id, session_id, at_ticks, item_id, quantity, price, query, slate_id, position, dwell_seconds, rating)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        on conflict (id) do nothing
        """;

    readonly sqlite3 database;
    readonly sqlite3_stmt insert;
    byte[] buffer = new byte[2048];

    public EventAppender(SqliteConnection connection)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, Sql, raw.SQLITE_PREPARE_PERSISTENT, out insert), database);
    }

    /// <summary>Appends one event inside the running transaction; false when its id is in the log already.</summary>
    public bool Append(ShopEvent e)
    {
        BindId(1, e.Id.Value);
        raw.sqlite3_bind_int(insert, 2, (int)e.Kind);
        raw.sqlite3_bind_int(insert, 3, (int)e.Origin);
        BindText(4, e.UserId.Value);
        BindText(5, e.SessionId.Value);
        raw.sqlite3_bind_int64(insert, 6, e.Timestamp.UtcTicks);
        if (e.ItemId is { } item) BindText(7, item.Value);
        raw.sqlite3_bind_int(insert, 8, e.Quantity);
        if (e.Price is { } price) BindPrice(9, price);
        if (e.Query is { Length: > 0 } query) BindText(10, query);
        if (e.SlateId is { } slate) BindId(11, slate.Value);
        if (e.Position is { } position) raw.sqlite3_bind_int(insert, 12, position);
        if (e.DwellSeconds is { } dwell) raw.sqlite3_bind_double(insert, 13, dwell);
        if (e.Rating is { } rating) raw.sqlite3_bind_double(insert, 14, rating);

        var result = raw.sqlite3_step(insert);
        var added = raw.sqlite3_changes(database);
        raw.sqlite3_reset(insert);
        raw.sqlite3_clear_bindings(insert); // what the next event does not set is null
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
        return added > 0;
    }

    public void Dispose() => insert.Dispose();

    void BindId(int index, string id)
    {
        var length = StoredId.TryWriteUuid(id, buffer);
        if (length > 0) raw.sqlite3_bind_blob(insert, index, buffer.AsSpan(0, length));
        else BindText(index, id);
    }

    void BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > buffer.Length) buffer = new byte[most];
        raw.sqlite3_bind_text(insert, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    void BindPrice(int index, decimal price)
    {
        Utf8Formatter.TryFormat(price, buffer, out var length); // 31 characters at most
        raw.sqlite3_bind_text(insert, index, buffer.AsSpan(0, length));
    }
}
