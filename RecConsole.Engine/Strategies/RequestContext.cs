using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Strategies;

/// <summary>Where in the shop the slate will stand. A category restricts the slate to it; the rest feeds rules and relevance.</summary>
public sealed record RequestContext
{
    public static RequestContext None { get; } = new();

    public string? Category { get; init; }
    public string? Query { get; init; }
    /// <summary>The item of the page that the slate stands on; it counts as the latest view and is not shown itself.</summary>
    public ItemId? ItemId { get; init; }
    public string? Locale { get; init; }
    public string? Device { get; init; }
    public string? Segment { get; init; }
}
