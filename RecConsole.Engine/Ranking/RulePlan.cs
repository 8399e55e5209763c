using System.Buffers;
using System.Collections.Concurrent;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Active rules as the scorer takes them: a bias column, and one mask a category. Made once for each <see cref="ActiveRules"/>.
/// Cost: 4 bytes an item where rules boost or bury, and an eighth for each mask kept.
/// </summary>
sealed class RulePlan(ActiveRules rules, int count)
{
    /// <summary>Masks kept of one plan; a further category's is made for each request, at N/8 bytes.</summary>
    const int MaxMasks = 16;

    readonly ConcurrentDictionary<string, Bitset> excluded = new(StringComparer.OrdinalIgnoreCase);

    public ActiveRules Rules { get; } = rules;

    public BiasColumn? Bias { get; } = BiasOf(rules, count);

    /// <summary>The sum of boosts and buries as the scorer takes it, or null where none is active.</summary>
    /// <param name="count">Items N of the catalogue that the rules were matched in.</param>
    public static BiasColumn? BiasOf(ActiveRules rules, int count)
    {
        if (!rules.HasBias) return null;
        var values = ArrayPool<float>.Shared.Rent(count);
        rules.WriteBias(values.AsSpan(0, count));
        var column = new BiasColumn(values.AsSpan(0, count));
        ArrayPool<float>.Shared.Return(values);
        return column;
    }

    /// <summary>What the request must not show: the ineligible, what rules hide, and other categories than the page's.</summary>
    public Bitset Excluded(CatalogMatrix matrix, string? category)
    {
        if (Rules.Hidden is not { } hidden) return category is null ? matrix.Ineligible : matrix.OutsideCategory(category);
        // The rules are of one catalogue, and so are eligibility and categories: the union can be kept.
        var name = category ?? "";
        if (excluded.TryGetValue(name, out var kept)) return kept;
        var union = (category is null ? matrix.Ineligible : matrix.OutsideCategory(category)).Clone();
        union.UnionWith(hidden);
        return excluded.Count < MaxMasks ? excluded.GetOrAdd(name, union) : union;
    }
}
