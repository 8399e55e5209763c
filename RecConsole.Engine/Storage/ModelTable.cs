using Dapper;
using Microsoft.Data.Sqlite;

namespace RecConsole.Engine.Storage;

/// <summary>
/// The models that lie on the disk, or did: which of them serves, and in which order they came to. A row's content never changes;
/// which one is published, the one that serves, does.
/// </summary>
public sealed class ModelTable(Database database)
{
    const string Columns =
        "hash, key, path, trained_at_ticks as TrainedAtTicks, log_length as LogLength, metrics, published, published_order as PublishedOrder, shop_gone as IsShopGone, promoted as IsPromoted";

    const string Insert =
        """
        insert into model (hash, key, path, trained_at_ticks, log_length, metrics, published)
        values (@Hash, @Key, @Path, @TrainedAtTicks, @LogLength, @Metrics, 0)
        """;

    /// <summary>Registers a model as the published one, inside a running transaction. The same model again is published again.</summary>
    /// <param name="isPromoted">Whether somebody, or a renewal that passed its checks, chose it.</param>
    public static void Publish(SqliteConnection connection, RegisteredModel model, bool isPromoted)
    {
        Withdraw(connection);
        Add(connection, model);
        connection.Execute(
            "update model set published = 1, shop_gone = 0, promoted = @isPromoted, published_order = (select coalesce(max(published_order), 0) + 1 from model) where hash = @Hash",
            new { model.Hash, isPromoted });
    }

    /// <summary>Registers a model that does not serve, inside a running transaction; one that is registered stays as it is.</summary>
    public static void Add(SqliteConnection connection, RegisteredModel model) => connection.Execute($"{Insert} on conflict (hash) do nothing", model);

    /// <summary>No model serves from now on, inside a running transaction: the shop that they were trained on is gone.</summary>
    public static void RetireAll(SqliteConnection connection) => connection.Execute("update model set published = 0, shop_gone = 1 where shop_gone = 0");

    /// <summary>No model serves from now on, inside a running transaction: the log is another one, the shop is not. They can be rolled back to.</summary>
    public static void Withdraw(SqliteConnection connection) => connection.Execute("update model set published = 0 where published = 1");

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
