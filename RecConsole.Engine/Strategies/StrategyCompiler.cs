using System.Collections.Concurrent;
using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// In: a revision, the catalogue and a request. Out: the active rules collapsed into one bias column, one mask and the pins.
/// Finding the active rules costs one look at each rule's request clauses; what they come to is cached by (revision, active
/// set, catalogue), at most <see cref="MaxPlans"/> at a time: 4 bytes an item each where rules boost or bury.
/// </summary>
public sealed class StrategyCompiler(ConditionIndex conditions, TimeProvider time)
{
    /// <summary>Most rules of one strategy: the active ones are bits of one key.</summary>
    public const int MaxRules = 256;

    /// <summary>At 1,000,000 items 32 plans take 128 MB beside the 25 MB of 200 conditions.</summary>
    public const int MaxPlans = 32;

    /// <summary>A plan with a condition on age is made anew after this time.</summary>
    static readonly TimeSpan AgeInterval = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<PlanKey, Plan> plans = new();

    readonly record struct PlanKey(string Revision, UInt128 Active, UInt128 ActiveHigh, CatalogSnapshot Catalog, long Minute);

    sealed class Plan(ActiveRules rules)
    {
        public ActiveRules Rules { get; } = rules;
        public long UsedAt;
    }


    /// <param name="now">The shop's, for the age of items.</param>
    /// <param name="clock">The wall clock's, for time windows.</param>
    public ActiveRules Activate(StrategyRevision revision, CatalogSnapshot catalog, string placement, RequestContext context, DateTimeOffset now, DateTimeOffset clock)
    {
        if (revision.Rules.IsEmpty) return ActiveRules.None;
        UInt128 low = 0, high = 0;
        var dependsOnTime = false;
        for (var r = 0; r < revision.Rules.Length; r++)
        {
            var rule = revision.Rules[r];
            if (!rule.IsEnabled || !rule.Requests.Holds(placement, context, clock)) continue;
            if (r < 128) low |= UInt128.One << r;
            else high |= UInt128.One << (r - 128);
            dependsOnTime |= rule.Items.DependsOnTime;
        }
        if (low == 0 && high == 0) return ActiveRules.None;

        var minute = dependsOnTime ? now.UtcTicks / AgeInterval.Ticks : 0;
        var key = new PlanKey(revision.Hash, low, high, catalog, minute);
        if (!plans.TryGetValue(key, out var plan))
        {
            plan = plans.GetOrAdd(key, new Plan(Compile(revision, catalog, low, high, now)));
            if (plans.Count > MaxPlans) Forget(key);
        }
        Volatile.Write(ref plan.UsedAt, time.GetTimestamp());
        return plan.Rules;
    }

    ActiveRules Compile(StrategyRevision revision, CatalogSnapshot catalog, UInt128 low, UInt128 high, DateTimeOffset now)
    {
        var scored = ImmutableArray.CreateBuilder<(StrategyRule, Bitset)>();
        var pins = new SortedDictionary<int, Pin>();
        Bitset? hidden = null;
        for (var r = 0; r < revision.Rules.Length; r++)
        {
            if (((r < 128 ? low >> r : high >> (r - 128)) & 1) == 0) continue;
            var rule = revision.Rules[r];
            if (rule.IsPin)
            {
                // Of two pins on a slot the first in the strategy's order holds; RuleConflicts names the other.
                if (catalog.IndexOf(new ItemId(rule.PinnedId!)) is >= 0 and var item)
                    pins.TryAdd(rule.Slot, new Pin(item, rule.Slot, rule.Kind == RuleKind.SoftPin, rule.Key));
                continue;
            }
            var items = conditions.Match(rule.Items, catalog, now);
            if (rule.Kind is RuleKind.Boost or RuleKind.Bury) scored.Add((rule, items));
            else hidden = Hide(hidden, items, rule.Kind);
        }
        return new ActiveRules(scored.ToImmutable(), Bias(scored, catalog.Count), hidden, [.. pins.Values]);
    }

    static Bitset Hide(Bitset? hidden, Bitset items, RuleKind kind)
    {
        var more = items.Clone();
        if (kind == RuleKind.IncludeOnly) more.Complement();
        if (hidden is not null) more.UnionWith(hidden);
        return more;
    }

    static float[]? Bias(IReadOnlyList<(StrategyRule Rule, Bitset Items)> scored, int count)
    {
        if (scored.Count == 0) return null;
        var bias = new float[count];
        foreach (var (rule, items) in scored)
        {
            var words = items.Words;
            for (var w = 0; w < words.Length; w++)
                for (var word = words[w]; word != 0; word &= word - 1)
                    bias[w * 64 + System.Numerics.BitOperations.TrailingZeroCount(word)] += rule.Bias;
        }
        return bias;
    }

    /// <summary>Plans of older catalogues go first, then those not used longest.</summary>
    void Forget(PlanKey newest)
    {
        foreach (var (key, _) in plans.OrderBy(pair => ReferenceEquals(pair.Key.Catalog, newest.Catalog)).ThenBy(pair => pair.Value.UsedAt).Take(plans.Count - MaxPlans / 2))
            if (key != newest) plans.TryRemove(key, out _);
    }
}
