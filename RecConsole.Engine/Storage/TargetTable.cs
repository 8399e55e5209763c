using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.People;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Storage;

/// <summary>Segments and campaigns in all their versions; a row never changes.</summary>
public sealed class TargetTable(Database database)
{
    const string Columns = "key as Key, version as Version, at_ticks as AtTicks, by_name as ByName, content as Content";

    const string IsLatest = "version = (select max(version) from target_revision later where later.kind = target_revision.kind and later.key = target_revision.key)";

    /// <summary>Keeps the next version of a key, inside a running transaction; null takes it away.</summary>
    /// <param name="kind">As in <c>segment</c>.</param>
    /// <returns>The number of the version.</returns>
    public static long Append<T>(SqliteConnection connection, string kind, string key, T? content, Person by, DateTimeOffset at) where T : class, ITarget
    {
        // a key that was removed and added again goes on counting: an old version never fits a new thing
        var version = 1 + connection.ExecuteScalar<long>("select coalesce(max(version), 0) from target_revision where kind = @kind and key = @key", new { kind, key });
        connection.Execute(
            """
            insert into target_revision (kind, key, version, at_ticks, by_id, by_name, content)
            values (@kind, @key, @version, @atTicks, @byId, @byName, @content)
            """,
            new { kind, key, version, atTicks = at.UtcTicks, byId = by.Id, byName = by.Name, content = content is null ? null : TargetJson.Write(content) });
        return version;
    }

    /// <summary>The latest version of each that is there.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<Kept<T>> ReadLatest<T>(string kind) where T : class, ITarget
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from target_revision where kind = @kind and content is not null and {IsLatest} order by key", new { kind })
            .Select(row => row.ToKept<T>(kind)).ToList();
    }

    /// <summary>Every kept version of a key that had content, the newest first.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<Kept<T>> ReadHistory<T>(string kind, string key) where T : class, ITarget
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from target_revision where kind = @kind and key = @key and content is not null order by version desc", new { kind, key })
            .Select(row => row.ToKept<T>(kind)).ToList();
    }

    /// <summary>Who took a key away and when; null where it is there, or never was.</summary>
    public (string ByName, DateTimeOffset At)? FindRemoval(string kind, string key)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<Row>($"select {Columns} from target_revision where kind = @kind and key = @key and content is null and {IsLatest}", new { kind, key }) is { } row
            ? (row.ByName, row.At) : null;
    }

    sealed class Row
    {
        public required string Key { get; init; }
        public required long Version { get; init; }
        public required long AtTicks { get; init; }
        public required string ByName { get; init; }
        public string? Content { get; init; }

        public DateTimeOffset At => new(AtTicks, TimeSpan.Zero);

        public Kept<T> ToKept<T>(string kind) where T : class, ITarget
        {
            try
            {
                return new Kept<T>(TargetJson.Read<T>(Content!), Version, At, ByName);
            }
            catch (JsonException fault)
            {
                throw new StoreException(
                    $"Version {Version} of the {kind} '{Key}' cannot be read: {fault.Message} Start the version of RecConsole that kept it, or restore the database from a backup.", fault);
            }
        }
    }
}
