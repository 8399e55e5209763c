using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Storage;

/// <summary>The registry's trainings, the checks of their models and who made which of them serve.</summary>
public sealed class TrainingTable(Database database)
{
    const string Columns =
        "number as Number, key as Key, state as State, hash as Hash, started_at_ticks as StartedAtTicks, by_id as ById, by_name as ByName, model_order as ModelOrder, account as Account";

    const string PromotionColumns = "hash as Hash, was as Was, at_ticks as AtTicks, by_id as ById, by_name as ByName, kind as Kind, reason as Reason";

    /// <summary>A loss that is no number any more is kept as what it is.</summary>
    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Enters a training under the next number, whatever number it bears, inside a running transaction; returns it as entered.</summary>
    public static TrainingEntry Add(SqliteConnection connection, TrainingEntry entry)
    {
        entry = entry with { Number = connection.ExecuteScalar<long>("select coalesce(max(number), 0) + 1 from training") };
        connection.Execute(
            """
            insert into training (number, key, state, hash, started_at_ticks, by_id, by_name, model_order, account)
            values (@Number, @Key, @State, @Hash, @StartedAtTicks, @ById, @ByName, @ModelOrder, @Account)
            """, Row.Of(entry));
        return entry;
    }

    /// <summary>Writes how a training stands, inside a running transaction.</summary>
    public static void Update(SqliteConnection connection, TrainingEntry entry) =>
        connection.Execute("update training set state = @State, hash = @Hash, account = @Account where number = @Number", Row.Of(entry));

    public static void AddCheck(SqliteConnection connection, string hash, GateReport report) => connection.Execute(
        "insert into model_check (hash, at_ticks, report) values (@hash, @at, @report)", new { hash, at = report.At.UtcTicks, report = JsonSerializer.Serialize(report, Json) });

    public static void AddPromotion(SqliteConnection connection, Promotion promotion) => connection.Execute(
        "insert into promotion (hash, was, at_ticks, by_id, by_name, kind, reason) values (@Hash, @Was, @atTicks, @ById, @ByName, @kind, @Reason)",
        new { promotion.Hash, promotion.Was, atTicks = promotion.At.UtcTicks, promotion.ById, promotion.ByName, kind = promotion.Kind.ToString(), promotion.Reason });

    /// <summary>All trainings, the newest first.</summary>
    public IReadOnlyList<TrainingEntry> ReadAll()
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<Row>($"select {Columns} from training order by number desc").Select(row => row.ToEntry())];
    }

    public TrainingEntry? Find(long number)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from training where number = @number", new { number })?.ToEntry();
    }

    /// <summary>The latest training that came to this model.</summary>
    public TrainingEntry? FindByHash(string hash)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<Row>($"select {Columns} from training where hash = @hash order by number desc limit 1", new { hash })?.ToEntry();
    }

    /// <summary>The latest checks of a model; null when it never was checked.</summary>
    public GateReport? FindCheck(string hash)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<string>("select report from model_check where hash = @hash order by seq desc limit 1", new { hash }) is { } text
            ? JsonSerializer.Deserialize<GateReport>(text, Json)
            : null;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Promotion> ReadPromotions()
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<PromotionRow>($"select {PromotionColumns} from promotion order by seq desc").Select(row => row.ToPromotion())];
    }

    sealed class Row
    {
        public required long Number { get; init; }
        public required string Key { get; init; }
        public required string State { get; init; }
        public string? Hash { get; init; }
        public required long StartedAtTicks { get; init; }
        public required string ById { get; init; }
        public required string ByName { get; init; }
        public required string ModelOrder { get; init; }
        public required string Account { get; init; }

        public static Row Of(TrainingEntry entry) => new()
        {
            Number = entry.Number, Key = entry.Order.Model, State = entry.State.ToString(), Hash = entry.Hash, StartedAtTicks = entry.StartedAt.UtcTicks, ById = entry.ById,
            ByName = entry.ByName, ModelOrder = JsonSerializer.Serialize(entry.Order, Json), Account = JsonSerializer.Serialize(entry.Account, Json),
        };

        public TrainingEntry ToEntry() => new(
            Number, JsonSerializer.Deserialize<TrainingOrder>(ModelOrder, Json)!, Enum.Parse<TrainingState>(State), Hash, new DateTimeOffset(StartedAtTicks, TimeSpan.Zero), ById, ByName,
            JsonSerializer.Deserialize<TrainingAccount>(Account, Json)!);
    }

    sealed class PromotionRow
    {
        public required string Hash { get; init; }
        public string? Was { get; init; }
        public required long AtTicks { get; init; }
        public required string ById { get; init; }
        public required string ByName { get; init; }
        public required string Kind { get; init; }
        public string? Reason { get; init; }

        public Promotion ToPromotion() => new(Hash, Was, new DateTimeOffset(AtTicks, TimeSpan.Zero), ById, ByName, Enum.Parse<PromotionKind>(Kind), Reason);
    }
}
