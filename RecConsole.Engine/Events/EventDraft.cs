namespace RecConsole.Engine.Events;

/// <summary>An event as a sender wrote it, before <see cref="EventValidator"/> has looked at it. Field names are the API's.</summary>
public sealed record EventDraft
{
    public string? EventId { get; init; }
    public string? Type { get; init; }
    public string? UserId { get; init; }
    public string? SessionId { get; init; }
    public string? ItemId { get; init; }
    public DateTimeOffset? Timestamp { get; init; }
    public int? Quantity { get; init; }
    public decimal? Price { get; init; }
    public string? Query { get; init; }
    public string? SlateId { get; init; }
    public int? Position { get; init; }
    public double? DwellSeconds { get; init; }
    public double? Rating { get; init; }
}
