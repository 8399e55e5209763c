using System.Collections.Immutable;

namespace RecConsole.Engine.Ranking;

/// <summary>Where one item stands under one request, why it is not at the rank asked for, and what would bring it there.</summary>
/// <param name="Item">Dense index.</param>
/// <param name="ScoreRank">Its place among all items that may be shown, by score alone, from 1; of an item that may not be shown, the place that it would have.</param>
/// <param name="Wanted">The rank asked for, from 1.</param>
public sealed record ItemStanding(int Item, float Score, int ScoreRank, int Wanted)
{
    /// <summary>Everything that keeps it off the slate; empty when nothing does.</summary>
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>The item at the rank asked for, which beats it; null where it stands there itself or above, or where fewer items may be shown.</summary>
    public Rival? Rival { get; init; }

    /// <summary>
    /// The smallest change of each weight and strength, the smallest first, then those by which the rank cannot be reached.
    /// Empty when it stands there already, and when it may not be shown: then no score would help.
    /// </summary>
    public ImmutableArray<RankChange> Changes { get; init; } = [];

    /// <summary>The smallest change of all, or null where none within the bounds reaches the rank.</summary>
    public RankChange? Smallest => Changes is [{ To: not null } first, ..] ? first : null;
}

/// <param name="Item">Dense index.</param>
/// <param name="Terms">By name of the term, the largest difference first: they add up to the difference of the scores.</param>
public sealed record Rival(int Item, float Score, ImmutableArray<TermDifference> Terms);

/// <summary>One term of two scores.</summary>
public readonly record struct TermDifference(string Term, float Own, float Rivals)
{
    /// <summary>What the item has ahead of its rival by this term.</summary>
    public float Difference => Own - Rivals;
}

/// <summary>One thing that keeps an item off the slate.</summary>
/// <param name="RuleKey">The rule that does, where one does.</param>
public sealed record Exclusion(ExclusionKind Kind, string? RuleKey, string Sentence);

public enum ExclusionKind
{
    Inactive,
    OutOfStock,
    /// <summary>A hide rule matches it.</summary>
    Hidden,
    /// <summary>An include-only rule does not match it.</summary>
    NotIncluded,
    /// <summary>The page shows another category.</summary>
    OutsideCategory,
    Bought,
    InCart,
    /// <summary>It is the item of the page.</summary>
    PageItem,
    /// <summary>The request asks to leave it out.</summary>
    ExcludedByRequest,
}
