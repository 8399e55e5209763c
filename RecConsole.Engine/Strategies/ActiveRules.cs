using System.Collections.Immutable;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// What the rules of a revision that are active for a request come to: immutable, shared by all requests with the same
/// active rules.
/// </summary>
public sealed class ActiveRules
{
    readonly ImmutableArray<(StrategyRule Rule, Bitset Items)> scored;

    internal ActiveRules(ImmutableArray<(StrategyRule, Bitset)> scored, float[]? bias, Bitset? hidden, ImmutableArray<Pin> pins)
    {
        (this.scored, Hidden, Pins) = (scored, hidden, pins);
        if (bias is not null) Bias = bias; // a null array would convert to an empty column, not to none
    }

    public static ActiveRules None { get; } = new([], null, null, []);

    /// <summary>[N] sum of boosts and buries by item, or null when there is none.</summary>
    public ReadOnlyMemory<float>? Bias { get; }

    /// <summary>Items that hide and include-only rules take off the slate, or null when there is none.</summary>
    public Bitset? Hidden { get; }

    /// <summary>By slot; at most one a slot.</summary>
    public ImmutableArray<Pin> Pins { get; }

    /// <summary>The boosts and buries that match an item, with what each adds.</summary>
    public IEnumerable<(string Key, float Bias)> TermsOf(int item)
    {
        foreach (var (rule, items) in scored)
            if (items[item]) yield return (rule.Key, rule.Bias);
    }
}

/// <param name="Item">Dense index.</param>
/// <param name="Slot">From 1.</param>
/// <param name="IsSoft">Only when the item ranks among the top M.</param>
public readonly record struct Pin(int Item, int Slot, bool IsSoft, string RuleKey);
