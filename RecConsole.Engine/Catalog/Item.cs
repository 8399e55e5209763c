using System.Collections.Frozen;

namespace RecConsole.Engine.Catalog;

/// <summary>
/// One item of the shop. Money is in the shop's currency. Null means unknown: a signal that needs the value then sits at
/// the mean and says so.
/// </summary>
public sealed record Item(ItemId Id, string Title)
{
    /// <summary>The department an item is browsed under; null for none.</summary>
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public string? Seller { get; init; }
    public string? Description { get; init; }
    public decimal? Price { get; init; }
    /// <summary>Purchase cost; with <see cref="Price"/> it gives <see cref="Margin"/>.</summary>
    public decimal? Cost { get; init; }
    /// <summary>Units at hand; null when the shop keeps no count. Zero takes the item off every slate.</summary>
    public int? Stock { get; init; }
    /// <summary>When the item entered the assortment; null when unknown.</summary>
    public DateTimeOffset? AddedAt { get; init; }
    public string? ImageUrl { get; init; }
    /// <summary>False takes the item off every slate without forgetting it.</summary>
    public bool Active { get; init; } = true;
    /// <summary>Whatever else the shop knows, by name; numeric ones can become signals.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>(price - cost) / price, or null where either is unknown or the price is not positive.</summary>
    public double? Margin => Price is > 0 && Cost is { } cost ? (double)((Price.Value - cost) / Price.Value) : null;

    /// <summary>Whether a slate may show the item.</summary>
    public bool IsEligible => Active && Stock is not <= 0;
}
