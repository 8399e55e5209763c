using System.Collections.Concurrent;
using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// In: a revision, the catalogue and a request. Out: the active rules with the items that each matches, one mask and the
/// pins. Finding the active rules costs one look at each rule's request clauses; what they come to is cached by (revision,
/// active set, catalogue), at most <see cref="MaxPlans"/> at a time. Each cached plan costs N/8 bytes here where rules hide,
/// and 4N in the bias column that Ranking makes of it where rules boost or bury.
/// </summary>
public sealed class StrategyCompiler(ConditionIndex conditions, TimeProvider time)
{
    /// <summary>Most rules of one strategy: the active ones are bits of one key.</summary>
    public const int MaxRules = 256;

    /// <summary>At 1,000,000 items the bias columns of 32 plans take 128 MB, beside the 25 MB of 200 conditions.</summary>
    public const int MaxPlans = 32;

    readonly ConcurrentDictionary<PlanKey, Plan> plans = new();

    /// <summary>Bit r is rule r of <see cref="StrategyRevision.EnabledRules"/>, an order that the hash fixes.</summary>
    readonly record struct PlanKey(string Revision, UInt128 Active, UInt128 ActiveHigh, CatalogSnapshot Catalog, long MinuteTicks);

    /// <summary>Made by the first request that needs it while the others wait: a plan of many rules is not made many times at once.</summary>
    sealed class Plan(Func<ActiveRules> make)
    {
        readonly Lazy<ActiveRules> rules = new(make);
        public ActiveRules Rules => rules.Value;
        public long UsedAt;
    }

    /// <summary>How many plans are kept.</summary>
    public int Count => plans.Count;

    /// <summary>The rules that hold for a request; the same object for all requests that they are the same for.</summary>
    /// <param name="now">The shop's, for the age of items, which is counted by the minute.</param>
    /// <param name="clock">The wall clock's, for time windows.</param>
    public ActiveRules Activate(StrategyRevision revision, CatalogSnapshot catalog, string placement, RequestContext context, DateTimeOffset now, DateTimeOffset clock)
    {
        var rules = revision.EnabledRules;
        UInt128 low = 0, high = 0;
        var dependsOnTime = false;
        for (var r = 0; r < rules.Length; r++)
        {
            if (!rules[r].Requests.Holds(placement, context, clock)) continue;
            if (r < 128) low |= UInt128.One << r;
            else high |= UInt128.One << (r - 128);
            dependsOnTime |= rules[r].Items.DependsOnTime;
        }
        if (low == 0 && high == 0) return ActiveRules.None;

        var minute = dependsOnTime ? ConditionIndex.MinuteOf(now) : default;
        var key = new PlanKey(revision.Hash, low, high, catalog, minute.UtcTicks);
        if (!plans.TryGetValue(key, out var plan)) plan = Add(key, rules, minute);
        Volatile.Write(ref plan.UsedAt, time.GetTimestamp());
        return plan.Rules;
    }

    Plan Add(PlanKey key, ImmutableArray<StrategyRule> rules, DateTimeOffset minute)
    {
        var plan = plans.GetOrAdd(key, new Plan(() => Compile(rules, key, minute)) { UsedAt = time.GetTimestamp() });
        Forget(key);
        return plan;
    }

    ActiveRules Compile(ImmutableArray<StrategyRule> rules, PlanKey key, DateTimeOffset minute)
    {
        var catalog = key.Catalog;
        var scoring = ImmutableArray.CreateBuilder<(StrategyRule, Bitset)>();
        var hiding = ImmutableArray.CreateBuilder<(StrategyRule, Bitset)>();
        var pins = new List<Pin>();
        for (var r = 0; r < rules.Length; r++)
        {
            if (((r < 128 ? key.Active >> r : key.ActiveHigh >> (r - 128)) & 1) == 0) continue;
            var rule = rules[r];
            if (rule.IsPin)
            {
                if (catalog.IndexOf(new ItemId(rule.PinnedId!)) is >= 0 and var item)
                    pins.Add(new Pin(item, rule.Slot, rule.Kind == RuleKind.SoftPin, rule.Key));
            }
            else (rule.Kind is RuleKind.Boost or RuleKind.Bury ? scoring : hiding).Add((rule, conditions.Match(rule.Items, catalog, minute)));
        }
        var active = new ActiveRules(scoring.ToImmutable(), hiding.ToImmutable(), []);
        return pins.Count == 0 ? active : new ActiveRules(scoring.ToImmutable(), hiding.ToImmutable(), Resolve(pins, catalog, active.Hidden));
    }

    /// <summary>
    /// One pin a slot and one slot an item. Of pins that cannot all be, one holds over another that may be shown over one
    /// that may not, hard over soft, the lower slot over the higher, and last the rule whose key comes first.
    /// </summary>
    static ImmutableArray<Pin> Resolve(List<Pin> pins, CatalogSnapshot catalog, Bitset? hidden)
    {
        var kept = new SortedDictionary<int, Pin>();
        var items = new HashSet<int>();
        foreach (var pin in pins.OrderBy(pin => !catalog[pin.Item].IsEligible || hidden is not null && hidden[pin.Item])
                     .ThenBy(pin => pin.IsSoft).ThenBy(pin => pin.Slot).ThenBy(pin => pin.RuleKey, StringComparer.Ordinal))
        {
            if (kept.ContainsKey(pin.Slot) || !items.Add(pin.Item)) continue;
            kept.Add(pin.Slot, pin);
        }
        return [.. kept.Values];
    }

    /// <summary>Plans of older catalogues and of earlier minutes go at once; beyond <see cref="MaxPlans"/> those not used longest.</summary>
    void Forget(PlanKey newest)
    {
        foreach (var (key, _) in plans)
            if (key.Catalog.Version < newest.Catalog.Version || key.MinuteTicks != 0 && key.MinuteTicks < newest.MinuteTicks) plans.TryRemove(key, out _);
        if (plans.Count <= MaxPlans) return;
        foreach (var (key, _) in plans.OrderBy(pair => pair.Value.UsedAt).Take(plans.Count - MaxPlans))
            if (key != newest) plans.TryRemove(key, out _);
    }
}
