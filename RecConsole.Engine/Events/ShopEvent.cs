using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Events;

/// <summary>
/// One thing that one shopper did, validated (<see cref="EventValidator"/>). The only event type: the log, sessions,
/// signals, metrics, training and the simulator all read this.
/// </summary>
public sealed record ShopEvent(EventId Id, EventKind Kind, UserId UserId, SessionId SessionId, DateTimeOffset Timestamp)
{
    /// <summary>The item concerned; null for a search (and only for a search).</summary>
    public ItemId? ItemId { get; init; }
    /// <summary>Units; 1 unless a purchase or cart event says more.</summary>
    public int Quantity { get; init; } = 1;
    /// <summary>Price of one unit in the shop's currency, where the sender gave it.</summary>
    public decimal? Price { get; init; }
    /// <summary>Text of a search.</summary>
    public string? Query { get; init; }
    /// <summary>The slate that led here, where the sender gave it; otherwise attribution finds it.</summary>
    public SlateId? SlateId { get; init; }
    /// <summary>Slot in that slate, from 1.</summary>
    public int? Position { get; init; }
    public double? DwellSeconds { get; init; }
    /// <summary>Stars of a rate event.</summary>
    public double? Rating { get; init; }
    public EventOrigin Origin { get; init; }
}
