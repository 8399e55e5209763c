using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Storage;

/// <summary>
/// Every revision of every strategy, immutable, and which of them is live. Apart from the shop's items and events: an import
/// that replaces the shop leaves strategies as they are.
/// </summary>
public sealed class StrategyTable(Database database)
{
    const string Columns = "r.key as Key, r.number as Number, r.content as Content, r.made_at_ticks as MadeAtTicks";

    /// <summary>Keeps a revision inside a running transaction; its number must be new to its key.</summary>
    public static void Add(SqliteConnection connection, StrategyRevision revision, DateTimeOffset madeAt) => connection.Execute(
        """
        insert into strategy_revision (key, number, hash, made_at_ticks, content)
        values (@Key, @Number, @Hash, @madeAtTicks, @content)
        """,
        new { revision.Key, revision.Number, revision.Hash, madeAtTicks = madeAt.UtcTicks, content = StrategyJson.Write(revision) });

    /// <summary>Lets a kept revision be the live one of its key, inside a running transaction.</summary>
    public static void SetLive(SqliteConnection connection, string key, int number, DateTimeOffset since) => connection.Execute(
        """
        insert into live_strategy (key, number, since_ticks) values (@key, @number, @sinceTicks)
        on conflict (key) do update set number = excluded.number, since_ticks = excluded.since_ticks
        """,
        new { key, number, sinceTicks = since.UtcTicks });

    /// <summary>The highest number of a key's revisions, 0 when there is none; inside a running transaction.</summary>
    public static int LastNumber(SqliteConnection connection, string key) =>
        connection.ExecuteScalar<int>("select coalesce(max(number), 0) from strategy_revision where key = @key", new { key });

    /// <summary>The live revision of each strategy that has been changed.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<StrategyRevision> ReadLive()
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from live_strategy l join strategy_revision r on r.key = l.key and r.number = l.number order by r.key")
            .Select(row => row.ToRevision()).ToList();
    }

    /// <exception cref="StoreException">The row cannot be read.</exception>
    public StrategyRevision? Find(string key, int number)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from strategy_revision r where r.key = @key and r.number = @number", new { key, number })?.ToRevision();
    }

    /// <summary>
    /// The first revision with a content hash, as a log names it, or null. The one that a new shop starts with is found too:
    /// it serves slates long before its first change lets it be kept.
    /// </summary>
    /// <exception cref="StoreException">The row cannot be read.</exception>
    public StrategyRevision? FindByHash(string hash)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<Row>($"select {Columns} from strategy_revision r where r.hash = @hash order by r.seq limit 1", new { hash })?.ToRevision()
            ?? (hash == StrategyStore.FirstDefault.Hash ? StrategyStore.FirstDefault : null);
    }

    /// <summary>A strategy's revisions, the newest first.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<(StrategyRevision Revision, DateTimeOffset MadeAt)> ReadHistory(string key)
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from strategy_revision r where r.key = @key order by r.number desc", new { key })
            .Select(row => (row.ToRevision(), new DateTimeOffset(row.MadeAtTicks, TimeSpan.Zero))).ToList();
    }

    sealed class Row
    {
        public required string Key { get; init; }
        public required int Number { get; init; }
        public required string Content { get; init; }
        public required long MadeAtTicks { get; init; }

        public StrategyRevision ToRevision()
        {
            try
            {
                return StrategyJson.Read(Content);
            }
            catch (JsonException fault)
            {
                throw new StoreException(
                    $"Revision {Number} of the strategy '{Key}' cannot be read: {fault.Message} Start the version of RecConsole that kept it, or restore the database from a backup.", fault);
            }
        }
    }
}
