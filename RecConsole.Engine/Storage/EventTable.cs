using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Storage;

/// <summary>
/// The log of events: append-only, each id once, read back in the order of acceptance.
/// Cost: about 130 bytes an event with UUID ids; a batch with time-ordered ids touches the last pages of the table and of
/// the one index, random ids touch a page of the index each.
/// </summary>
public sealed class EventTable(Database database) : IDisposable
{
    EventAppender? appender;
    SqliteConnection? appendsTo;

    /// <summary>Appends inside a running transaction; adds those that are new to <paramref name="added"/>, in order.</summary>
    public void Append(SqliteConnection connection, IReadOnlyList<ShopEvent> events, List<ShopEvent> added)
    {
        var target = AppenderOf(connection);
        for (var i = 0; i < events.Count; i++)
            if (target.Append(events[i])) added.Add(events[i]);
    }

    /// <summary>The whole log as it was when the first event was asked for, one event in memory at a time.</summary>
    public IEnumerable<ShopEvent> ReadAll()
    {
        using var connection = database.OpenReader();
        using var reader = new EventReader(connection);
        while (reader.Next() is { } e) yield return e;
    }

    /// <summary>
    /// What one visit did and what else its shopper did, in the order of the log; empty when the log does not have the visit.
    /// Two passes over the log, which has no index by visit (it would cost each event a page): about 0.4 s for a million events.
    /// </summary>
    public IReadOnlyList<ShopEvent> ReadVisit(SessionId session) =>
        Read("where session_id = ?1", session.Value) is [var first, ..] ? Read("where session_id = ?1 or user_id = ?2", session.Value, first.UserId.Value) : [];

    /// <summary>What one shopper did, in the order of the log. A pass over the log: about 0.2 s for a million events.</summary>
    public IReadOnlyList<ShopEvent> ReadShopper(UserId user) => Read("where user_id = ?1", user.Value);

    /// <summary>What was logged after a place in the log, in its order, one event in memory at a time.</summary>
    public IEnumerable<ShopEvent> ReadAfter(long seq) => Stream("where seq > cast(?1 as integer)", seq.ToString(CultureInfo.InvariantCulture));

    /// <summary>What happened from one moment to before another, in the order of the log. A pass over the log: about 0.2 s for a million events.</summary>
    public IEnumerable<ShopEvent> ReadBetween(DateTimeOffset from, DateTimeOffset until) => Stream(
        "where at_ticks >= cast(?1 as integer) and at_ticks < cast(?2 as integer)", from.UtcTicks.ToString(CultureInfo.InvariantCulture), until.UtcTicks.ToString(CultureInfo.InvariantCulture));

    IEnumerable<ShopEvent> Stream(string where, params string[] texts)
    {
        using var connection = database.OpenReader();
        using var reader = new EventReader(connection, where, texts);
        while (reader.Next() is { } e) yield return e;
    }

    List<ShopEvent> Read(string where, params ReadOnlySpan<string> texts)
    {
        using var connection = database.OpenReader();
        using var reader = new EventReader(connection, where, texts);
        var events = new List<ShopEvent>();
        while (reader.Next() is { } e) events.Add(e);
        return events;
    }

    public long Count()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>("select count(*) from event");
    }

    /// <summary>Place of the newest event in the log, 0 when it is empty: grows with each event, and costs nothing to ask.</summary>
    public long Length()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>("select coalesce(max(seq), 0) from event");
    }

    /// <summary>Forgets the whole log, inside a running transaction. Without a condition, so that SQLite drops the pages unread.</summary>
    public static void DeleteAll(SqliteConnection connection) => connection.Execute("delete from event");

    /// <summary>Forgets the events of one origin, inside a running transaction.</summary>
    public static void Delete(SqliteConnection connection, EventOrigin origin) =>
        connection.Execute("delete from event where origin = @origin", new { origin = (int)origin });

    public void Dispose() => appender?.Dispose();

    EventAppender AppenderOf(SqliteConnection connection)
    {
        if (appender is not null && appendsTo == connection) return appender;
        appender?.Dispose();
        appendsTo = connection;
        return appender = new EventAppender(connection);
    }
}
