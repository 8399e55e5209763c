using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Storage;

/// <summary>The audit log: entries are appended in the transaction of the change that they tell of, and never changed.</summary>
public sealed class AuditTable(Database database)
{
    const string Columns =
        "number as Number, at_ticks as AtTicks, actor as Actor, actor_name as ActorName, role as Role, action as Action, subject as Subject, "
        + "before_json as BeforeJson, after_json as AfterJson, reason as Reason, previous_hash as PreviousHash, hash as Hash";

    const string Where =
        """
        where (@Actor is null or actor = @Actor or actor_name = @Actor) and (@Action is null or action = @Action) and (@Subject is null or subject = @Subject)
          and (@fromTicks is null or at_ticks >= @fromTicks) and (@untilTicks is null or at_ticks < @untilTicks) and (@Before is null or number < @Before)
        """;

    /// <summary>
    /// Enters what a person changed as the next of the chain, under their name and role of the moment, inside a running
    /// transaction: one connection writes, so nobody comes between.
    /// </summary>
    public static AuditEntry Append(
        SqliteConnection connection, Person by, string action, string subject, DateTimeOffset at, string? before = null, string? after = null, string? reason = null)
    {
        var change = new AuditChange(by.Id, by.Name, by.Role.ToString(), action, subject) { Before = before, After = after, Reason = reason };
        var last = connection.QueryFirstOrDefault<Row>($"select {Columns} from audit order by number desc limit 1")?.ToEntry();
        var entry = AuditChain.Next(last, change, at);
        connection.Execute(
            """
            insert into audit (number, at_ticks, actor, actor_name, role, action, subject, before_json, after_json, reason, previous_hash, hash)
            values (@Number, @atTicks, @Actor, @ActorName, @Role, @Action, @Subject, @Before, @After, @Reason, @PreviousHash, @Hash)
            """,
            new
            {
                entry.Number, atTicks = entry.At.UtcTicks, entry.Actor, entry.ActorName, entry.Role, entry.Action, entry.Subject,
                entry.Before, entry.After, entry.Reason, entry.PreviousHash, entry.Hash,
            });
        return entry;
    }

    /// <summary>The newest entries that a filter lets through, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Read(AuditFilter filter, int limit)
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from audit {Where} order by number desc limit @limit",
            new { filter.Actor, filter.Action, filter.Subject, fromTicks = filter.From?.UtcTicks, untilTicks = filter.Until?.UtcTicks, filter.Before, limit }).Select(row => row.ToEntry()).ToList();
    }

    public AuditEntry? Find(long number)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from audit where number = @number", new { number })?.ToEntry();
    }

    /// <summary>What the filters can be set to: actors by id with their latest name, and subjects.</summary>
    public (IReadOnlyList<(string Id, string Name)> Actors, IReadOnlyList<string> Subjects) ReadFacets()
    {
        using var connection = database.OpenReader();
        return (
            connection.Query<(string, string)>("select actor, actor_name from audit where number in (select max(number) from audit group by actor) order by actor_name").ToList(),
            connection.Query<string>("select distinct subject from audit order by subject").ToList());
    }

    /// <summary>Walks the whole chain, a row at a time.</summary>
    /// <param name="head">A hash noted earlier that must still be in the chain, or null.</param>
    public AuditVerdict Verify(string? head = null)
    {
        using var connection = database.OpenReader();
        return AuditChain.Verify(connection.Query<Row>($"select {Columns} from audit order by number", buffered: false).Select(row => row.ToEntry()), head);
    }

    sealed class Row
    {
        public required long Number { get; init; }
        public required long AtTicks { get; init; }
        public required string Actor { get; init; }
        public required string ActorName { get; init; }
        public required string Role { get; init; }
        public required string Action { get; init; }
        public required string Subject { get; init; }
        public string? BeforeJson { get; init; }
        public string? AfterJson { get; init; }
        public string? Reason { get; init; }
        public required string PreviousHash { get; init; }
        public required string Hash { get; init; }

        // a time that no calendar has is another than was entered: the hash says so
        public AuditEntry ToEntry() => new(
            Number, new DateTimeOffset(Math.Clamp(AtTicks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero), Actor, ActorName, Role, Action, Subject, BeforeJson, AfterJson, Reason, PreviousHash, Hash);
    }
}
