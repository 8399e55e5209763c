using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Storage;

/// <summary>Experiments in all their versions; a row never changes.</summary>
public sealed class ExperimentTable(Database database)
{
    const string Columns = "key as Key, version as Version, content as Content";

    const string IsLatest = "version = (select max(version) from experiment_revision later where later.key = experiment_revision.key)";

    /// <summary>Keeps an experiment as the next version of its key, inside a running transaction; returns it as kept.</summary>
    public static Experiment Append(SqliteConnection connection, Experiment experiment, Person by, DateTimeOffset at)
    {
        var kept = experiment with { Version = 1 + LastVersion(connection, experiment.Key) };
        Add(connection, kept.Key, kept.Version, by, at, ExperimentJson.Write(kept));
        return kept;
    }

    /// <summary>Takes one away, inside a running transaction; its versions stay, and its key goes on counting.</summary>
    public static void Remove(SqliteConnection connection, string key, Person by, DateTimeOffset at) => Add(connection, key, 1 + LastVersion(connection, key), by, at, null);

    static long LastVersion(SqliteConnection connection, string key) =>
        connection.ExecuteScalar<long>("select coalesce(max(version), 0) from experiment_revision where key = @key", new { key });

    static void Add(SqliteConnection connection, string key, long version, Person by, DateTimeOffset at, string? content) => connection.Execute(
        """
        insert into experiment_revision (key, version, at_ticks, by_id, by_name, content)
        values (@key, @version, @atTicks, @byId, @byName, @content)
        """,
        new { key, version, atTicks = at.UtcTicks, byId = by.Id, byName = by.Name, content });

    /// <summary>The latest version of each that is there.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<Experiment> ReadLatest()
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from experiment_revision where content is not null and {IsLatest} order by key").Select(row => row.ToExperiment()).ToList();
    }

    /// <summary>Every kept version of a key that had content, the newest first.</summary>
    /// <exception cref="StoreException">A row cannot be read.</exception>
    public IReadOnlyList<Experiment> ReadHistory(string key)
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>($"select {Columns} from experiment_revision where key = @key and content is not null order by version desc", new { key }).Select(row => row.ToExperiment()).ToList();
    }

    sealed class Row
    {
        public required string Key { get; init; }
        public required long Version { get; init; }
        public required string Content { get; init; }

        public Experiment ToExperiment()
        {
            try
            {
                return ExperimentJson.Read(Content);
            }
            catch (JsonException fault)
            {
                throw new StoreException(
                    $"Version {Version} of the experiment '{Key}' cannot be read: {fault.Message} Start the version of RecConsole that kept it, or restore the database from a backup.", fault);
            }
        }
    }
}
