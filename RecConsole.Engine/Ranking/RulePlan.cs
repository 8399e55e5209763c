using System.Collections.Concurrent;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>Active rules as the scorer takes them: a bias column, and one mask a category. Made once for each <see cref="ActiveRules"/>.</summary>
sealed class RulePlan(ActiveRules rules)
{
    readonly ConcurrentDictionary<string, Bitset> excluded = new(StringComparer.OrdinalIgnoreCase);

    public ActiveRules Rules { get; } = rules;

    public BiasColumn? Bias { get; } = rules.Bias is { } bias ? new BiasColumn(bias.Span) : null;

    /// <summary>What the request must not show: the ineligible, what rules hide, and other categories than the page's.</summary>
    public Bitset Excluded(CatalogMatrix matrix, string? category)
    {
        if (Rules.Hidden is not { } hidden) return category is null ? matrix.Ineligible : matrix.OutsideCategory(category);
        // The rules are of one catalogue, and so are eligibility and categories: the union can be kept.
        var name = category ?? "";
        if (excluded.TryGetValue(name, out var kept)) return kept;
        var union = (category is null ? matrix.Ineligible : matrix.OutsideCategory(category)).Clone();
        union.UnionWith(hidden);
        return excluded.Count < CatalogMatrix.MaxCategories ? excluded.GetOrAdd(name, union) : union;
    }
}
