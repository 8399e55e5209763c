using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Slates;

/// <summary>
/// The top M of one request as it was ranked: enough to score and compose it again, under the same or under other weights,
/// when catalogue, signals and model have moved on. score = Σ weight · column + rules, up to rounding.
/// </summary>
/// <param name="Columns">K names: the keys of the weights, then <see cref="RulesColumn"/>.</param>
/// <param name="Items">M items, best first.</param>
/// <param name="Scores">[M] canonical scores.</param>
/// <param name="Values">[K, M]: one column after the other; relevance and price fit as they are at a weight of 1.</param>
/// <param name="Pins">The pins that held.</param>
public sealed record SlateSample(IReadOnlyList<string> Columns, IReadOnlyList<ItemId> Items, float[] Scores, float[] Values, IReadOnlyList<SampledPin> Pins)
{
    /// <summary>What the active boosts and buries add; its weight is 1.</summary>
    public const string RulesColumn = "rules";

    /// <summary>[M] values of one column.</summary>
    public ReadOnlySpan<float> Column(int index) => Values.AsSpan(index * Items.Count, Items.Count);
}

/// <param name="Slot">From 1.</param>
public readonly record struct SampledPin(ItemId Item, float Score, int Slot, string RuleKey);
