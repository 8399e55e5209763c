using Microsoft.Data.Sqlite;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Storage;

/// <summary>Appends events to the log. Not thread-safe: whoever has the <see cref="WriteTurn"/> uses it.</summary>
sealed class EventAppender(SqliteConnection connection) : IDisposable
{
    const string Sql =
        """
        insert into event (id, kind, origin, user_id, session_id, at_ticks, item_id, quantity, price, query, slate_id, position, dwell_seconds, rating)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        on conflict (id) do nothing
        """;

    readonly PreparedInsert insert = new(connection, Sql);

    /// <summary>Appends one event inside the running transaction; false when its id is in the log already.</summary>
    public bool Append(ShopEvent e)
    {
        insert.BindId(1, e.Id.Value);
        insert.Bind(2, (int)e.Kind);
        insert.Bind(3, (int)e.Origin);
        insert.Bind(4, e.UserId.Value);
        insert.Bind(5, e.SessionId.Value);
        insert.Bind(6, e.Timestamp.UtcTicks);
        if (e.ItemId is { } item) insert.Bind(7, item.Value);
        insert.Bind(8, e.Quantity);
        if (e.Price is { } price) insert.BindPrice(9, price);
        if (e.Query is { Length: > 0 } query) insert.Bind(10, query);
        if (e.SlateId is { } slate) insert.BindId(11, slate.Value);
        if (e.Position is { } position) insert.Bind(12, position);
        if (e.DwellSeconds is { } dwell) insert.Bind(13, dwell);
        if (e.Rating is { } rating) insert.Bind(14, rating);
        return insert.Execute();
    }

    public void Dispose() => insert.Dispose();
}
