using System.Collections.Immutable;
using System.Numerics;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// What the rules of a revision that are active for a request come to: immutable, shared by all requests with the same
/// active rules. Rules stand in the order of their keys; the bitsets are the <see cref="ConditionIndex"/>'s own.
/// </summary>
public sealed class ActiveRules
{
    readonly ImmutableArray<(StrategyRule Rule, Bitset Items)> scoring;
    readonly ImmutableArray<(StrategyRule Rule, Bitset Items)> hiding;

    internal ActiveRules(ImmutableArray<(StrategyRule, Bitset)> scoring, ImmutableArray<(StrategyRule, Bitset)> hiding, ImmutableArray<Pin> pins)
    {
        (this.scoring, this.hiding, Pins) = (scoring, hiding, pins);
        Hidden = Union(this.hiding);
    }

    public static ActiveRules None { get; } = new([], [], []);

    /// <summary>Whether any boost or bury is active.</summary>
    public bool HasBias => !scoring.IsEmpty;

    /// <summary>Items that hide and include-only rules take off the slate, or null when there is none.</summary>
    public Bitset? Hidden { get; }

    /// <summary>By slot; at most one a slot and one an item.</summary>
    public ImmutableArray<Pin> Pins { get; }

    /// <summary>The boosts and buries that are active, with the items that each matches.</summary>
    public ImmutableArray<(StrategyRule Rule, Bitset Items)> Scoring => scoring;

    /// <summary>Writes the sum of boosts and buries of each item [N]. Summed in the order of the rules' keys, so that it is the same to the bit wherever it is made.</summary>
    public void WriteBias(Span<float> bias)
    {
        bias.Clear();
        foreach (var (rule, items) in scoring)
        {
            var words = items.Words;
            var value = rule.Bias;
            for (var w = 0; w < words.Length; w++)
                for (var word = words[w]; word != 0; word &= word - 1)
                    bias[w * 64 + BitOperations.TrailingZeroCount(word)] += value;
        }
    }

    /// <summary>The boosts and buries that match an item, with what each adds.</summary>
    public IEnumerable<(string Key, float Bias)> TermsOf(int item)
    {
        foreach (var (rule, items) in scoring)
            if (items[item]) yield return (rule.Key, rule.Bias);
    }

    /// <summary>The rules that take an item off the slate: a hide that matches it, an include-only that does not.</summary>
    public IEnumerable<StrategyRule> HidingOf(int item)
    {
        foreach (var (rule, items) in hiding)
            if (items[item] == (rule.Kind == RuleKind.Hide)) yield return rule;
    }

    /// <summary>The same with one boost or bury in the place of that of its key, or beside the others.</summary>
    internal ActiveRules With(StrategyRule rule, Bitset items) =>
        new([.. scoring.Where(entry => entry.Rule.Key != rule.Key).Append((Rule: rule, Items: items)).OrderBy(entry => entry.Rule.Key, StringComparer.Ordinal)], hiding, Pins);

    static Bitset? Union(ImmutableArray<(StrategyRule Rule, Bitset Items)> hiding)
    {
        Bitset? hidden = null;
        foreach (var (rule, items) in hiding)
        {
            var more = items.Clone();
            if (rule.Kind == RuleKind.IncludeOnly) more.Complement();
            if (hidden is null) hidden = more;
            else hidden.UnionWith(more);
        }
        return hidden;
    }
}

/// <param name="Item">Dense index.</param>
/// <param name="Slot">From 1.</param>
/// <param name="IsSoft">Only when the item ranks among the top M.</param>
public readonly record struct Pin(int Item, int Slot, bool IsSoft, string RuleKey);
