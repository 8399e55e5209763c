using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Storage;

/// <summary>What went live when, and in whose name.</summary>
public sealed class PublicationTable(Database database)
{
    const string Columns = "key as Key, number as Number, was as Was, at_ticks as AtTicks, by_id as ById, by_name as ByName, kind as Kind, reason as Reason";

    /// <summary>Inside a running transaction.</summary>
    public static void Add(SqliteConnection connection, Publication publication) => connection.Execute(
        """
        insert into publication (key, number, was, at_ticks, by_id, by_name, kind, reason)
        values (@Key, @Number, @Was, @atTicks, @By, @ByName, @kind, @Reason)
        """,
        new { publication.Key, publication.Number, publication.Was, atTicks = publication.At.UtcTicks, publication.By, publication.ByName, kind = publication.Kind.ToString(), publication.Reason });

    /// <summary>Of one strategy, or of all for null; the newest first.</summary>
    public IReadOnlyList<Publication> Read(string? key = null)
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from publication where @key is null or key = @key order by seq desc", new { key }).Select(row => row.ToPublication()).ToList();
    }

    sealed class Row
    {
        public required string Key { get; init; }
        public required int Number { get; init; }
        public required int Was { get; init; }
        public required long AtTicks { get; init; }
        public required string ById { get; init; }
        public required string ByName { get; init; }
        public required string Kind { get; init; }
        public string? Reason { get; init; }

        public Publication ToPublication() =>
            new(Key, Number, Was, new DateTimeOffset(AtTicks, TimeSpan.Zero), ById, ByName, Enum.Parse<PublicationKind>(Kind), Reason);
    }
}
