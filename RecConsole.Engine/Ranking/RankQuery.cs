using RecConsole.Engine.Catalog;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>What is ranked for whom.</summary>
/// <param name="Count">M: how many of the best items are wanted.</param>
public readonly record struct RankQuery(SessionState Shopper, StrategyRevision Revision, int Count)
{
    /// <summary>The item of the page: counts as the latest view and is not ranked itself.</summary>
    public ItemId? PageItem { get; init; }
    /// <summary>Restricts the ranking to one category.</summary>
    public string? Category { get; init; }
    /// <summary>Further items that must not be ranked.</summary>
    public IReadOnlyList<ItemId>? Exclude { get; init; }
}
