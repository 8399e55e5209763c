using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Api;

/// <summary>An item as the API gives and takes it; null is unknown.</summary>
public sealed record ItemDocument(string Id, string Title)
{
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public string? Seller { get; init; }
    public string? Description { get; init; }
    public decimal? Price { get; init; }
    public decimal? Cost { get; init; }
    public int? Stock { get; init; }
    public DateTimeOffset? AddedAt { get; init; }
    public string? ImageUrl { get; init; }
    public bool Active { get; init; } = true;
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public static ItemDocument Of(Item item) => new(item.Id.Value, item.Title)
    {
        Category = item.Category,
        Brand = item.Brand,
        Seller = item.Seller,
        Description = item.Description,
        Price = item.Price,
        Cost = item.Cost,
        Stock = item.Stock,
        AddedAt = item.AddedAt,
        ImageUrl = item.ImageUrl,
        Active = item.Active,
        Attributes = item.Attributes,
    };
}

/// <summary>The body of a batch upsert.</summary>
public sealed record ItemsRequest(IReadOnlyList<ItemDocument> Items);

/// <param name="Accepted">Entries that were taken.</param>
/// <param name="Created">Items that are new.</param>
/// <param name="Rejected">Entries that were not taken, with the reason.</param>
public sealed record ItemsResponse(int Accepted, int Created, IReadOnlyList<Rejection> Rejected);

/// <param name="Total">Items in the catalogue.</param>
/// <param name="Offset">Place of the first item given, from 0.</param>
public sealed record ItemsPage(int Total, int Offset, IReadOnlyList<ItemDocument> Items);
