using RecConsole.Engine.Catalog;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>What is ranked for whom.</summary>
/// <param name="Count">M: how many of the best items are wanted.</param>
public sealed record RankQuery(SessionState Shopper, StrategyRevision Revision, int Count)
{
    /// <summary>Where in the shop the slate will stand.</summary>
    public string Placement { get; init; } = "";
    /// <summary>
    /// A category restricts the ranking to it. The item of the page counts as the latest view and is not ranked itself.
    /// </summary>
    public RequestContext Context { get; init; } = RequestContext.None;
    /// <summary>Further items that must not be ranked.</summary>
    public IReadOnlyList<ItemId>? Exclude { get; init; }
}
