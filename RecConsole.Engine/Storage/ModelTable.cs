using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>
/// The registry of trained models: what each was trained on, how it did, where it lies. A row's figures never change; which
/// one is published, the one that serves, does.
/// </summary>
public sealed class ModelTable(Database database)
{
    const string Columns = "hash, key, path, trained_at_ticks as TrainedAtTicks, log_length as LogLength, metrics, published";

    /// <summary>Registers a model as the published one, inside a running transaction. The same model again is published again.</summary>
    public static void Publish(SqliteConnection connection, RegisteredModel model)
    {
        connection.Execute("update model set published = 0 where published = 1");
        connection.Execute(
            """
            insert into model (hash, key, path, trained_at_ticks, log_length, metrics, published)
            values (@Hash, @Key, @Path, @TrainedAtTicks, @LogLength, @Metrics, 1)
            on conflict (hash) do update set published = 1
            """, model);
    }

    /// <summary>No model serves from now on, inside a running transaction: the shop that they were trained on is gone.</summary>
    public static void RetireAll(SqliteConnection connection) => connection.Execute("update model set published = 0 where published = 1");

    /// <summary>The one that serves. A database from when each key had one of its own gives the newest.</summary>
    public RegisteredModel? FindPublished()
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<RegisteredModel>($"select {Columns} from model where published = 1 order by seq desc limit 1");
    }

    /// <summary>All models, the newest first.</summary>
    public IReadOnlyList<RegisteredModel> ReadAll()
    {
        using var connection = database.OpenReader();
        return connection.Query<RegisteredModel>($"select {Columns} from model order by seq desc").ToList();
    }
}
