using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Storage;

/// <summary>The people of the shop. Whoever leaves keeps the row: an id is never given twice.</summary>
public sealed class PersonTable(Database database)
{
    /// <summary>Adds a person under the next id, inside a running transaction; the name must be free.</summary>
    public static Person Add(SqliteConnection connection, string name, Role role, string passwordHash, DateTimeOffset joinedAt)
    {
        var seq = connection.ExecuteScalar<long>("select coalesce(max(seq), 0) + 1 from person");
        var person = new Person($"p-{seq}", name, role);
        connection.Execute(
            """
            insert into person (seq, id, name, role, password_hash, joined_at_ticks, removed)
            values (@seq, @Id, @Name, @role, @passwordHash, @joinedAtTicks, 0)
            """,
            new { seq, person.Id, person.Name, role = role.ToString(), passwordHash, joinedAtTicks = joinedAt.UtcTicks });
        return person;
    }

    public static void SetRole(SqliteConnection connection, string id, Role role) =>
        connection.Execute("update person set role = @role where id = @id", new { id, role = role.ToString() });

    public static void SetPassword(SqliteConnection connection, string id, string passwordHash) =>
        connection.Execute("update person set password_hash = @passwordHash where id = @id", new { id, passwordHash });

    /// <summary>The person may not sign in any more and gives the name free.</summary>
    public static void Remove(SqliteConnection connection, string id) =>
        connection.Execute("update person set removed = 1, password_hash = null, name = name || ' (' || id || ')' where id = @id", new { id });

    /// <summary>Everybody who has not left, in the order in which they came.</summary>
    public IReadOnlyList<(Person Person, DateTimeOffset JoinedAt, string? PasswordHash)> ReadAll()
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>("select id as Id, name as Name, role as Role, password_hash as PasswordHash, joined_at_ticks as JoinedAtTicks from person where removed = 0 order by seq")
            .Select(row => (new Person(row.Id, row.Name, Enum.Parse<Role>(row.Role)), new DateTimeOffset(row.JoinedAtTicks, TimeSpan.Zero), row.PasswordHash)).ToList();
    }

    sealed class Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Role { get; init; }
        public string? PasswordHash { get; init; }
        public required long JoinedAtTicks { get; init; }
    }
}
