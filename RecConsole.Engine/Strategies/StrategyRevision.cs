using System.Collections.Immutable;
using System.Globalization;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// One immutable state of a strategy. A weight of 1 counts one standard deviation of its signal as much as one of
/// relevance; a key that is absent weighs 0. Two revisions that rank alike have the same <see cref="Hash"/>.
/// </summary>
public sealed record StrategyRevision
{
    /// <summary>No weight may exceed this in size: beyond it one signal alone decides, and 32-bit sums lose the others.</summary>
    public const float MaxWeight = 100;

    public const int MaxKeyLength = 64;

    string? hash;
    string? rulesHash;

    /// <exception cref="ArgumentException">The first fault of the content, and what would be right.</exception>
    public StrategyRevision(string key, int number, IEnumerable<KeyValuePair<string, float>> weights, IEnumerable<StrategyRule>? rules = null)
    {
        Key = key;
        Number = number;
        Weights = weights.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Rules = [.. rules ?? []];
        Demand(Faults());
        EnabledRules = [.. Rules.Where(rule => rule.IsEnabled).OrderBy(rule => rule.Key, StringComparer.Ordinal)];
    }

    /// <summary>For <c>with</c>: everything but the hash, which is of the content.</summary>
    StrategyRevision(StrategyRevision original)
    {
        (Key, Number, Weights, Rules, EnabledRules) = (original.Key, original.Number, original.Weights, original.Rules, original.EnabledRules);
        (Bounds, Exploration, Diversity, Caps) = (original.Bounds, original.Exploration, original.Diversity, original.Caps);
    }

    /// <summary>The strategy that this is a revision of.</summary>
    public string Key { get; }

    /// <summary>Counts a strategy's revisions from 1.</summary>
    public int Number { get; }

    public ImmutableSortedDictionary<string, float> Weights { get; }

    /// <summary>In the order in which people put them; nothing that ranks depends on it.</summary>
    public ImmutableArray<StrategyRule> Rules { get; }

    /// <summary>The enabled rules in the order of their keys: the one order by which rules are hashed, summed and resolved.</summary>
    public ImmutableArray<StrategyRule> EnabledRules { get; }

    /// <summary>Bounds that people have drawn, by weight; see <see cref="BoundsOf"/> for the others. They rank nothing, so the hash leaves them out.</summary>
    public ImmutableSortedDictionary<string, WeightBounds> Bounds
    {
        get;
        init
        {
            field = value.WithComparers(StringComparer.Ordinal);
            Demand(field.Select(pair => pair.Value.Problem(pair.Key, Weight(pair.Key))));
        }
    } = ImmutableSortedDictionary.Create<string, WeightBounds>(StringComparer.Ordinal);

    public Exploration Exploration { get; init => field = Sound(value, value.Problem()); } = Exploration.None;

    public Diversity Diversity { get; init => field = Sound(value, value.Problem()); } = Diversity.None;

    public ImmutableArray<Cap> Caps { get; init => field = Sound(value, value.Select(cap => cap.Problem()).FirstOrDefault(fault => fault is not null)); } = [];

    /// <summary>First 16 hex digits of SHA-256 over the content (not the number): the same in preview, arm and log.</summary>
    public string Hash => hash ??= RevisionHash.Of(this);

    /// <summary>The hash of the enabled rules alone: two revisions that share it have the same rules.</summary>
    public string RulesHash => rulesHash ??= new StrategyRevision("rules", 1, [], Rules).Hash;

    public float Weight(string key) => Weights.GetValueOrDefault(key);

    /// <summary>What a weight may be set to: as drawn, else the default, stretched to the weight that it has.</summary>
    public WeightBounds BoundsOf(string key) => Bounds.TryGetValue(key, out var drawn)
        ? drawn
        : (key == WeightKeys.Relevance ? WeightBounds.OfRelevance : WeightBounds.OfSignal).Including(Weight(key));

    /// <summary>What a message calls a rule: its name, with the key behind it where two rules bear one name.</summary>
    public string RuleName(string ruleKey)
    {
        if (Rules.FirstOrDefault(rule => rule.Key == ruleKey) is not { } rule || rule.Name == ruleKey) return ruleKey;
        return Rules.Any(other => other.Key != ruleKey && other.Name == rule.Name) ? $"{rule.Name} ({ruleKey})" : rule.Name;
    }

    /// <summary>The same content under another number.</summary>
    public StrategyRevision WithNumber(int number) => Copy(number, Weights, Rules);

    /// <summary>The same content as a revision of another strategy.</summary>
    public StrategyRevision WithKey(string key) =>
        new(key, Number, Weights, Rules) { Bounds = Bounds, Exploration = Exploration, Diversity = Diversity, Caps = Caps };

    /// <summary>The same with another weight.</summary>
    /// <exception cref="ArgumentException">The weight lies outside its bounds.</exception>
    public StrategyRevision WithWeight(string key, float weight) => Copy(Number, Weights.SetItem(key, weight), Rules);

    /// <summary>The same with a rule in the place of that of its key, or at the end.</summary>
    public StrategyRevision WithRule(StrategyRule rule)
    {
        var at = Rules.Select(other => other.Key).ToList().IndexOf(rule.Key);
        return Copy(Number, Weights, at < 0 ? Rules.Add(rule) : Rules.SetItem(at, rule));
    }

    /// <summary>The same without a rule.</summary>
    public StrategyRevision WithoutRule(string key) => Copy(Number, Weights, Rules.RemoveAll(rule => rule.Key == key));

    /// <summary>The same with other rules.</summary>
    /// <exception cref="ArgumentException">The first fault of the rules, and what would be right.</exception>
    public StrategyRevision WithRules(IEnumerable<StrategyRule> rules) => Copy(Number, Weights, [.. rules]);

    /// <summary>
    /// What the content names and the shop does not have, each with what there is. Apart from the content itself: a column
    /// can go (an attribute is no longer configured), and a kept revision stays readable; its weight then does nothing.
    /// </summary>
    public IEnumerable<string> Problems(SignalCatalog signals)
    {
        var known = WeightKeys.All(signals);
        foreach (var key in Weights.Keys.Union(Bounds.Keys, StringComparer.Ordinal))
            if (!known.Contains(key)) yield return $"There is no weight '{key}'; there are {string.Join(", ", known)}.";
    }

    /// <summary>Whether both rank alike and bear the same number.</summary>
    public bool Equals(StrategyRevision? other) => other is not null && Number == other.Number && Hash == other.Hash;

    public override int GetHashCode() => HashCode.Combine(Number, Hash);

    StrategyRevision Copy(int number, ImmutableSortedDictionary<string, float> weights, ImmutableArray<StrategyRule> rules) =>
        new(Key, number, weights, rules) { Bounds = Bounds, Exploration = Exploration, Diversity = Diversity, Caps = Caps };

    /// <summary>Everything that is wrong with what the constructor takes, each in words that say what would be right.</summary>
    IEnumerable<string?> Faults()
    {
        if (string.IsNullOrWhiteSpace(Key) || Key.Length > MaxKeyLength) yield return $"A strategy's key has 1 to {MaxKeyLength} characters.";
        if (Number < 1) yield return $"The revision's number is {Number}; revisions count from 1.";
        foreach (var (key, weight) in Weights)
            if (!(Math.Abs(weight) <= MaxWeight))
                yield return $"The weight of '{key}' is {weight.ToString(CultureInfo.InvariantCulture)}; it must lie between -{MaxWeight} and {MaxWeight}.";
        if (Rules.Length > StrategyCompiler.MaxRules) yield return $"The strategy has {Rules.Length} rules; at most {StrategyCompiler.MaxRules} are kept.";
        foreach (var rule in Rules)
            if (rule.Problem() is { } fault) yield return fault;
        foreach (var twice in Rules.GroupBy(rule => rule.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"Two rules have the key '{twice.Key}'; a key names one rule.";
    }

    static T Sound<T>(T value, string? fault) => fault is null ? value : throw new ArgumentException(fault);

    static void Demand(IEnumerable<string?> faults)
    {
        foreach (var fault in faults)
            if (fault is not null) throw new ArgumentException(fault);
    }
}
