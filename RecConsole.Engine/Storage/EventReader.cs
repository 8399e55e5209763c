using System.Buffers.Text;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using SQLitePCL;

namespace RecConsole.Engine.Storage;

/// <summary>Reads the log in the order of acceptance through SQLite's own API, one row in memory at a time.</summary>
sealed class EventReader : IDisposable
{
    const string Columns = "id, kind, origin, user_id, session_id, at_ticks, item_id, quantity, price, query, slate_id, position, dwell_seconds, rating";

    readonly Utf8Strings strings = new();
    readonly sqlite3 database;
    readonly sqlite3_stmt select;

    /// <param name="where">A condition with its keyword, or nothing for the whole log; <c>?1</c>, <c>?2</c> are <paramref name="texts"/>.</param>
    public EventReader(SqliteConnection connection, string where = "", params ReadOnlySpan<string> texts)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, $"select {Columns} from event {where} order by seq", out select), database);
        for (var i = 0; i < texts.Length; i++) raw.sqlite3_bind_text(select, i + 1, texts[i]);
    }

    /// <summary>The next event, or null at the end of the log.</summary>
    public ShopEvent? Next()
    {
        var result = raw.sqlite3_step(select);
        if (result == raw.SQLITE_DONE) return null;
        if (result != raw.SQLITE_ROW) SqliteException.ThrowExceptionForRC(result, database);
        return new ShopEvent(
            new EventId(Id(0)), (EventKind)raw.sqlite3_column_int(select, 1), new UserId(Text(3)), new SessionId(Text(4)),
            new DateTimeOffset(raw.sqlite3_column_int64(select, 5), TimeSpan.Zero))
        {
            Origin = (EventOrigin)raw.sqlite3_column_int(select, 2),
            ItemId = IsNull(6) ? null : new ItemId(Text(6)),
            Quantity = raw.sqlite3_column_int(select, 7),
            Price = IsNull(8) ? null : Price(8),
            Query = IsNull(9) ? null : Text(9),
            SlateId = IsNull(10) ? null : new SlateId(Id(10)),
            Position = IsNull(11) ? null : raw.sqlite3_column_int(select, 11),
            DwellSeconds = IsNull(12) ? null : raw.sqlite3_column_double(select, 12),
            Rating = IsNull(13) ? null : raw.sqlite3_column_double(select, 13),
        };
    }

    public void Dispose() => select.Dispose();

    bool IsNull(int column) => raw.sqlite3_column_type(select, column) == raw.SQLITE_NULL;

    string Text(int column) => strings.Get(raw.sqlite3_column_blob(select, column));

    string Id(int column) => StoredId.Read(raw.sqlite3_column_blob(select, column), raw.sqlite3_column_type(select, column) == raw.SQLITE_TEXT);

    decimal Price(int column)
    {
        Utf8Parser.TryParse(raw.sqlite3_column_blob(select, column), out decimal price, out _);
        return price;
    }
}
