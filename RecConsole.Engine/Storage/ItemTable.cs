using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Storage;

/// <summary>The catalogue, one row an item, in the order that gives an item its dense index: an upsert keeps the place.</summary>
public sealed class ItemTable(Database database)
{
    const string UpsertSql =
        """
        insert into item (id, title, category, brand, seller, description, price, cost, stock, added_at_ticks, image_url, active, attributes)
        values (@Id, @Title, @Category, @Brand, @Seller, @Description, @Price, @Cost, @Stock, @AddedAtTicks, @ImageUrl, @Active, @Attributes)
        on conflict (id) do update set
          title = excluded.title, category = excluded.category, brand = excluded.brand, seller = excluded.seller,
          description = excluded.description, price = excluded.price, cost = excluded.cost, stock = excluded.stock,
          added_at_ticks = excluded.added_at_ticks, image_url = excluded.image_url, active = excluded.active, attributes = excluded.attributes
        """;

    const string SelectSql =
        """
        select id, title, category, brand, seller, description, price, cost, stock, added_at_ticks as AddedAtTicks,
          image_url as ImageUrl, active, attributes
        from item order by seq
        """;

    /// <summary>Changes or adds items inside a running transaction.</summary>
    public static void Upsert(SqliteConnection connection, IEnumerable<Item> items) => connection.Execute(UpsertSql, items.Select(Row.Of));

    /// <summary>Adds those items whose ids are not known, inside a running transaction; the others stay as they are.</summary>
    public static void AddMissing(SqliteConnection connection, IEnumerable<Item> items) => connection.Execute(
        UpsertSql[..UpsertSql.IndexOf("on conflict", StringComparison.Ordinal)] + "on conflict (id) do nothing", items.Select(Row.Of));

    public static void DeleteAll(SqliteConnection connection) => connection.Execute("delete from item");

    public bool Any()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>("select exists (select 1 from item)") == 1;
    }

    public IReadOnlyList<Item> ReadAll()
    {
        using var connection = database.OpenReader();
        return connection.Query<Row>(SelectSql, buffered: false).Select(row => row.ToItem()).ToList();
    }

    /// <summary>A row as SQL sees it: money as decimal text, so that nothing is rounded.</summary>
    sealed class Row
    {
        public required string Id { get; init; }
        public required string Title { get; init; }
        public string? Category { get; init; }
        public string? Brand { get; init; }
        public string? Seller { get; init; }
        public string? Description { get; init; }
        public string? Price { get; init; }
        public string? Cost { get; init; }
        public int? Stock { get; init; }
        public long? AddedAtTicks { get; init; }
        public string? ImageUrl { get; init; }
        public bool Active { get; init; }
        public required string Attributes { get; init; }

        public static Row Of(Item item) => new()
        {
            Id = item.Id.Value,
            Title = item.Title,
            Category = item.Category,
            Brand = item.Brand,
            Seller = item.Seller,
            Description = item.Description,
            Price = item.Price?.ToString(CultureInfo.InvariantCulture),
            Cost = item.Cost?.ToString(CultureInfo.InvariantCulture),
            Stock = item.Stock,
            AddedAtTicks = item.AddedAt?.UtcTicks,
            ImageUrl = item.ImageUrl,
            Active = item.Active,
            Attributes = item.Attributes.Count == 0 ? "{}" : JsonSerializer.Serialize(item.Attributes),
        };

        public Item ToItem() => new(new ItemId(Id), Title)
        {
            Category = Category,
            Brand = Brand,
            Seller = Seller,
            Description = Description,
            Price = Price is null ? null : decimal.Parse(Price, CultureInfo.InvariantCulture),
            Cost = Cost is null ? null : decimal.Parse(Cost, CultureInfo.InvariantCulture),
            Stock = Stock,
            AddedAt = AddedAtTicks is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            ImageUrl = ImageUrl,
            Active = Active,
            Attributes = Attributes == "{}"
                ? FrozenDictionary<string, string>.Empty
                : JsonSerializer.Deserialize<Dictionary<string, string>>(Attributes)!,
        };
    }
}
