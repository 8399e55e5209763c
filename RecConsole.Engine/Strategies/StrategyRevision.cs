using System.Collections.Immutable;
using System.Globalization;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// One immutable state of a strategy. A weight of 1 counts one standard deviation of its signal as much as one of
/// relevance; a key that is absent weighs 0. Two revisions with the same content have the same <see cref="Hash"/>.
/// </summary>
public sealed record StrategyRevision
{
    /// <summary>No weight may exceed this in size: beyond it one signal alone decides, and 32-bit sums lose the others.</summary>
    public const float MaxWeight = 100;

    string? hash;

    /// <exception cref="ArgumentException">The first fault of the content, and what would be right.</exception>
    public StrategyRevision(string key, int number, IEnumerable<KeyValuePair<string, float>> weights, IEnumerable<StrategyRule>? rules = null)
    {
        Key = key;
        Number = number;
        Weights = weights.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Rules = [.. rules ?? []];
        if (Problems().FirstOrDefault() is { } problem) throw new ArgumentException(problem);
    }

    /// <summary>For <c>with</c>: everything but the hash, which is of the content.</summary>
    StrategyRevision(StrategyRevision original) =>
        (Key, Number, Weights, Rules, Exploration, Diversity, Caps) =
        (original.Key, original.Number, original.Weights, original.Rules, original.Exploration, original.Diversity, original.Caps);

    /// <summary>The strategy that this is a revision of.</summary>
    public string Key { get; }

    /// <summary>Counts a strategy's revisions from 1.</summary>
    public int Number { get; }

    public ImmutableSortedDictionary<string, float> Weights { get; }

    /// <summary>In the order in which people put them; precedence does not depend on it.</summary>
    public ImmutableArray<StrategyRule> Rules { get; }

    public Exploration Exploration { get; init; } = Exploration.None;

    public Diversity Diversity { get; init; } = Diversity.None;

    public ImmutableArray<Cap> Caps { get; init; } = [];

    /// <summary>First 16 hex digits of SHA-256 over the content (not the number): the same in preview, arm and log.</summary>
    public string Hash => hash ??= RevisionHash.Of(this);

    public float Weight(string key) => Weights.GetValueOrDefault(key);

    /// <summary>Everything that is wrong with the content, each in words that say what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (key, weight) in Weights)
            if (!float.IsFinite(weight) || Math.Abs(weight) > MaxWeight)
                yield return $"The weight of '{key}' is {weight.ToString(CultureInfo.InvariantCulture)}; it must lie between -{MaxWeight} and {MaxWeight}.";
        foreach (var rule in Rules)
            if (rule.Problem() is { } fault) yield return fault;
        foreach (var twice in Rules.GroupBy(rule => rule.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"Two rules have the key '{twice.Key}'; a key names one rule.";
        if (Rules.Length > StrategyCompiler.MaxRules) yield return $"The strategy has {Rules.Length} rules; at most {StrategyCompiler.MaxRules} are kept.";
        if (Exploration.Problem() is { } exploration) yield return exploration;
        if (Diversity.Problem() is { } diversity) yield return diversity;
        foreach (var cap in Caps)
            if (cap.Problem() is { } fault) yield return fault;
    }
}
