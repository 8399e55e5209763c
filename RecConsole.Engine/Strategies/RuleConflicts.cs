using System.Collections.Immutable;
using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Strategies;

/// <summary>What two rules of a strategy, or a rule and the catalogue, want that cannot both be.</summary>
/// <param name="Rules">Keys of the rules concerned, the one that loses last.</param>
/// <param name="Sentence">What happens, in words.</param>
public sealed record RuleConflict(RuleConflictKind Kind, ImmutableArray<string> Rules, string Sentence);

public enum RuleConflictKind
{
    /// <summary>Two pins on one slot.</summary>
    SameSlot,
    /// <summary>A pin on an item that a rule hides, or that cannot be shown or found.</summary>
    PinnedButHidden,
    /// <summary>One item pinned twice.</summary>
    PinnedTwice,
    /// <summary>A boost and a bury on the same items.</summary>
    BoostAndBury,
    /// <summary>Hide and include-only rules that leave nothing.</summary>
    NothingLeft,
}

/// <summary>
/// Finds and names conflicts among the enabled rules that one request can meet at once. Cost: a pass over N/8 bytes for each
/// pair of boost and bury, and of rules that hide; 200 rules on 100,000 items take tens of milliseconds.
/// </summary>
public static class RuleConflicts
{
    /// <param name="now">The shop's, for the age of items.</param>
    /// <param name="clock">The wall clock's: a rule whose time is over is in nobody's way.</param>
    public static IReadOnlyList<RuleConflict> Find(StrategyRevision revision, CatalogSnapshot catalog, ConditionIndex conditions, DateTimeOffset now, DateTimeOffset clock)
    {
        var rules = revision.EnabledRules.Where(rule => RequestOverlap.MayMeet(clock, rule.Requests)).ToArray();
        var matches = rules.Where(rule => !rule.IsPin).Select(rule => (Rule: rule, Items: conditions.Match(rule.Items, catalog, now))).ToArray();
        var names = new Names(revision, catalog);
        return [.. Pins(rules, matches, catalog, clock, names), .. BoostsAndBuries(matches, clock, names), .. NothingLeft(matches, catalog, clock, names)];
    }

    static IEnumerable<RuleConflict> Pins(StrategyRule[] rules, (StrategyRule Rule, Bitset Items)[] matches, CatalogSnapshot catalog, DateTimeOffset clock, Names names)
    {
        var pins = rules.Where(rule => rule.IsPin).ToArray();
        for (var i = 0; i < pins.Length; i++)
        {
            var pin = pins[i];
            if (Hidden(pin, catalog, names) is { } why) yield return new(RuleConflictKind.PinnedButHidden, [pin.Key], why);
            if (catalog.IndexOf(new ItemId(pin.PinnedId!)) is >= 0 and var index)
                foreach (var (rule, items) in matches)
                    if ((rule.Kind == RuleKind.Hide && items[index] || rule.Kind == RuleKind.IncludeOnly && !items[index]) && Meet(clock, pin, rule))
                        yield return new(RuleConflictKind.PinnedButHidden, [rule.Key, pin.Key], $"{names.Of(pin)} pins {names.Item(pin)}, which {names.Of(rule)} takes off the slate: it is not shown.");
            for (var j = i + 1; j < pins.Length; j++)
                if ((pin.Slot == pins[j].Slot || pin.PinnedId == pins[j].PinnedId) && Meet(clock, pin, pins[j])) yield return Two(pin, pins[j], names);
        }
    }

    static string? Hidden(StrategyRule pin, CatalogSnapshot catalog, Names names)
    {
        if (catalog.Find(new ItemId(pin.PinnedId!)) is not { } item) return $"{names.Of(pin)} pins '{pin.PinnedId}', which the catalogue does not know: its slot is filled by rank.";
        return item.IsEligible ? null : $"{names.Of(pin)} pins {names.Item(pin)}, which is inactive or out of stock: it is not shown.";
    }

    /// <summary>Says which of two pins holds, as <see cref="StrategyCompiler"/> resolves them.</summary>
    static RuleConflict Two(StrategyRule a, StrategyRule b, Names names)
    {
        var isFirst = (a.Kind == RuleKind.SoftPin).CompareTo(b.Kind == RuleKind.SoftPin) switch { 0 => a.Slot <= b.Slot, var order => order < 0 };
        var (wins, loses) = isFirst ? (a, b) : (b, a);
        var why = wins.Kind != loses.Kind ? "because a hard pin goes before a soft one" : wins.Slot != loses.Slot ? "the lower slot" : "because its key comes first";
        if (a.PinnedId != b.PinnedId)
            return new(RuleConflictKind.SameSlot, [wins.Key, loses.Key], $"{names.Of(wins)} and {names.Of(loses)} both pin slot {wins.Slot}: {names.Of(wins)} holds, {why}.");
        return a.Slot == b.Slot
            ? new(RuleConflictKind.PinnedTwice, [wins.Key, loses.Key], $"{names.Of(wins)} and {names.Of(loses)} both pin {names.Item(wins)} to slot {wins.Slot}: one of them is enough.")
            : new(RuleConflictKind.PinnedTwice, [wins.Key, loses.Key], $"{names.Of(wins)} and {names.Of(loses)} pin {names.Item(wins)} to slots {wins.Slot} and {loses.Slot}: it is shown once, in slot {wins.Slot}, {why}.");
    }

    static IEnumerable<RuleConflict> BoostsAndBuries((StrategyRule Rule, Bitset Items)[] matches, DateTimeOffset clock, Names names)
    {
        foreach (var (boost, raised) in matches.Where(entry => entry.Rule.Kind == RuleKind.Boost))
            foreach (var (bury, lowered) in matches.Where(entry => entry.Rule.Kind == RuleKind.Bury))
            {
                if (!raised.Overlaps(lowered) || !Meet(clock, boost, bury)) continue;
                var both = raised.Clone();
                both.IntersectWith(lowered);
                var count = both.Count();
                yield return new(RuleConflictKind.BoostAndBury, [boost.Key, bury.Key], string.Create(CultureInfo.InvariantCulture,
                    $"{names.Of(boost)} boosts and {names.Of(bury)} buries the same {(count == 1 ? "item" : $"{count} items")}: together they count {boost.Bias + bury.Bias:+0.##;-0.##;0}."));
            }
    }

    /// <summary>Single rules that leave no item that can be shown, then pairs, then larger groups in which every rule is needed.</summary>
    static IEnumerable<RuleConflict> NothingLeft((StrategyRule Rule, Bitset Items)[] matches, CatalogSnapshot catalog, DateTimeOffset clock, Names names)
    {
        var eligible = new Bitset(catalog.Count);
        for (var i = 0; i < catalog.Count; i++) eligible[i] = catalog[i].IsEligible;
        if (eligible.Count() == 0) yield break; // no rule's doing

        var leaves = matches.Where(entry => entry.Rule.Kind is RuleKind.Hide or RuleKind.IncludeOnly).Select(entry => (entry.Rule, Items: Left(entry.Rule, entry.Items, eligible))).ToList();
        foreach (var (rule, _) in leaves.Where(entry => entry.Items.Count() == 0))
            yield return new(RuleConflictKind.NothingLeft, [rule.Key], $"{names.Of(rule)} leaves no item that can be shown.");
        leaves.RemoveAll(entry => entry.Items.Count() == 0);

        var found = new List<HashSet<string>>();
        for (var i = 0; i < leaves.Count; i++)
            for (var j = i + 1; j < leaves.Count; j++)
            {
                if (leaves[i].Items.Overlaps(leaves[j].Items) || !Meet(clock, leaves[i].Rule, leaves[j].Rule)) continue;
                found.Add([leaves[i].Rule.Key, leaves[j].Rule.Key]);
                yield return Nothing(found[^1], names);
            }
        foreach (var first in leaves)
        {
            var group = NeededToLeaveNothing(first, leaves, clock);
            if (group is null || found.Any(known => known.IsSubsetOf(group))) continue;
            found.Add(group);
            yield return Nothing(group, names);
        }
    }

    /// <summary>Rules that can be met at once with the first and together leave nothing, each of them needed; or null.</summary>
    static HashSet<string>? NeededToLeaveNothing((StrategyRule Rule, Bitset Items) first, List<(StrategyRule Rule, Bitset Items)> leaves, DateTimeOffset clock)
    {
        var group = new List<(StrategyRule Rule, Bitset Items)> { first };
        var left = first.Items.Clone();
        foreach (var next in leaves)
        {
            if (left.Count() == 0) break;
            if (next == first || !RequestOverlap.MayMeet(clock, [.. group.Select(entry => entry.Rule.Requests), next.Rule.Requests])) continue;
            group.Add(next);
            left.IntersectWith(next.Items);
        }
        if (left.Count() > 0) return null;
        for (var g = group.Count - 1; g >= 0 && group.Count > 1; g--)
        {
            var others = group.Where((_, place) => place != g).ToList();
            var without = others[0].Items.Clone();
            foreach (var entry in others.Skip(1)) without.IntersectWith(entry.Items);
            if (without.Count() == 0) group.RemoveAt(g);
        }
        return [.. group.Select(entry => entry.Rule.Key)];
    }

    static RuleConflict Nothing(HashSet<string> keys, Names names) =>
        new(RuleConflictKind.NothingLeft, [.. keys], $"Together {string.Join(", ", keys.SkipLast(1).Select(names.Of))} and {names.Of(keys.Last())} leave no item that can be shown.");

    static Bitset Left(StrategyRule rule, Bitset items, Bitset eligible)
    {
        var left = items.Clone();
        if (rule.Kind == RuleKind.Hide) left.Complement();
        left.IntersectWith(eligible);
        return left;
    }

    static bool Meet(DateTimeOffset clock, StrategyRule a, StrategyRule b) => RequestOverlap.MayMeet(clock, a.Requests, b.Requests);

    /// <summary>What a sentence calls rules and items: people know titles, not keys.</summary>
    sealed class Names(StrategyRevision revision, CatalogSnapshot catalog)
    {
        public string Of(StrategyRule rule) => Of(rule.Key);

        public string Of(string ruleKey) => $"'{revision.RuleName(ruleKey)}'";

        public string Item(StrategyRule pin) => catalog.Find(new ItemId(pin.PinnedId!)) is { } item ? $"“{item.Title}”" : $"'{pin.PinnedId}'";
    }
}
