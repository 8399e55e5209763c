using System.Collections.Immutable;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// In: a ranked request, any item of the catalogue, a rank. Out: where the item stands and why, against whom, and the
/// smallest changes that bring it there. By score rank: exploration, diversity, caps and pins come after. Cost: two or three
/// scorings of the catalogue for each weight and active rule; about 0.1 s at 100,000 items.
/// </summary>
public static class WhyNot
{
    /// <param name="item">Dense index of any item, shown or not.</param>
    /// <param name="rank">The rank wanted, from 1.</param>
    public static ItemStanding Explain(RankedItems ranked, int item, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ranked.Matrix.Catalog.Count, nameof(item));
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        var field = new ScoreField(ranked);
        var standing = new ItemStanding(item, field.Score(item), field.RankOf(item), rank) { Exclusions = [.. Exclusions(ranked, item)] };
        if (standing.ScoreRank > rank && field.ItemAt(rank) is >= 0 and var rival)
            standing = standing with { Rival = new Rival(rival, field.Score(rival), Compare(ranked, item, rival)) };
        return standing.ScoreRank <= rank || !standing.Exclusions.IsEmpty ? standing : standing with { Changes = new RankChangeSearch(ranked, field, item, rank).Find() };
    }

    static ImmutableArray<TermDifference> Compare(RankedItems ranked, int item, int rival)
    {
        var own = Explanation.Of(ranked, item);
        var rivals = Explanation.Of(ranked, rival);
        return [.. own.Keys.Union(rivals.Keys, StringComparer.Ordinal).Select(term => new TermDifference(term, own.GetValueOrDefault(term), rivals.GetValueOrDefault(term)))
            .OrderByDescending(term => Math.Abs(term.Difference))];
    }

    static IEnumerable<Exclusion> Exclusions(RankedItems ranked, int index)
    {
        var item = ranked.Matrix.Catalog[index];
        var query = ranked.Query;
        if (!item.Active) yield return new(ExclusionKind.Inactive, null, "The item is inactive.");
        if (item.Stock is <= 0) yield return new(ExclusionKind.OutOfStock, null, "The item is out of stock.");
        foreach (var rule in ranked.Rules.HidingOf(index))
            yield return rule.Kind == RuleKind.Hide
                ? new(ExclusionKind.Hidden, rule.Key, $"Rule '{ranked.Revision.RuleName(rule.Key)}' hides it.")
                : new(ExclusionKind.NotIncluded, rule.Key, $"Rule '{ranked.Revision.RuleName(rule.Key)}' includes only other items.");
        if (query.Context.Category is { } category && !string.Equals(category, item.Category, StringComparison.OrdinalIgnoreCase))
            yield return new(ExclusionKind.OutsideCategory, null, $"The page shows the category '{category}'; the item is in {(item.Category is null ? "none" : $"'{item.Category}'")}.");
        if (query.Shopper.Purchased.Contains(item.Id)) yield return new(ExclusionKind.Bought, null, "The shopper has bought it.");
        if (query.Shopper.Cart.Contains(item.Id)) yield return new(ExclusionKind.InCart, null, "It lies in the shopper's cart.");
        if (query.Context.ItemId == item.Id) yield return new(ExclusionKind.PageItem, null, "It is the item of the page.");
        if (query.Exclude?.Contains(item.Id) == true) yield return new(ExclusionKind.ExcludedByRequest, null, "The request asks to leave it out.");
    }
}
