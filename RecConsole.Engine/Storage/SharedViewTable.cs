using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>Long addresses of pages under short ids, bounded by <see cref="Trim"/>.</summary>
public sealed class SharedViewTable(Database database)
{
    /// <summary>Keeps the query of a page, or notes that it is in use, inside a running transaction.</summary>
    public static void Put(SqliteConnection connection, string id, string page, string query, DateTimeOffset usedAt) => connection.Execute(
        """
        insert into shared_view (id, page, query, used_at_ticks) values (@id, @page, @query, @usedAtTicks)
        on conflict (id) do update set used_at_ticks = excluded.used_at_ticks
        """, new { id, page, query, usedAtTicks = usedAt.UtcTicks });

    /// <summary>Takes those that were used longest ago beyond what is kept, inside a running transaction.</summary>
    public static void Trim(SqliteConnection connection, int kept) => connection.Execute(
        "delete from shared_view where used_at_ticks < (select used_at_ticks from shared_view order by used_at_ticks desc limit 1 offset @last)", new { last = kept - 1 });

    public SharedView? Find(string id)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<Row>("select page as Page, query as Query, used_at_ticks as UsedAtTicks from shared_view where id = @id", new { id }) is { } row
            ? new SharedView(id, row.Page, row.Query, new DateTimeOffset(row.UsedAtTicks, TimeSpan.Zero))
            : null;
    }

    public long Count()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>("select count(*) from shared_view");
    }

    sealed class Row
    {
        public required string Page { get; init; }
        public required string Query { get; init; }
        public required long UsedAtTicks { get; init; }
    }
}

/// <summary>What a short id stands for: the path of a page, and its query with the question mark.</summary>
public sealed record SharedView(string Id, string Page, string Query, DateTimeOffset UsedAt);
