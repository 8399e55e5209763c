using System.Collections.Immutable;
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
    /// <summary>One item pinned to two slots.</summary>
    PinnedTwice,
    /// <summary>A boost and a bury on the same items.</summary>
    BoostAndBury,
    /// <summary>Include-only rules that leave nothing.</summary>
    NothingLeft,
}

/// <summary>Finds and names conflicts among the enabled rules, as if all were active at once.</summary>
public static class RuleConflicts
{
    public static IReadOnlyList<RuleConflict> Find(StrategyRevision revision, CatalogSnapshot catalog, ConditionIndex conditions, DateTimeOffset now)
    {
        var rules = revision.Rules.Where(rule => rule.IsEnabled).Select(rule => (Rule: rule, Items: conditions.Match(rule.Items, catalog, now))).ToArray();
        return [.. Pins(rules, catalog), .. BoostsAndBuries(rules), .. NothingLeft(rules)];
    }

    static IEnumerable<RuleConflict> Pins((StrategyRule Rule, Bitset Items)[] rules, CatalogSnapshot catalog)
    {
        var pins = rules.Where(entry => entry.Rule.IsPin).ToArray();
        for (var i = 0; i < pins.Length; i++)
        {
            var pin = pins[i].Rule;
            foreach (var (hide, items) in rules)
                if (MayMeet(pin, hide) && catalog.IndexOf(new ItemId(pin.PinnedId!)) is >= 0 and var index
                    && (hide.Kind == RuleKind.Hide && items[index] || hide.Kind == RuleKind.IncludeOnly && !items[index]))
                    yield return new(RuleConflictKind.PinnedButHidden, [hide.Key, pin.Key], $"'{pin.Key}' pins {pin.PinnedId}, which '{hide.Key}' takes off the slate: it is not shown.");
            if (catalog.Find(new ItemId(pin.PinnedId!)) is not { } item)
                yield return new(RuleConflictKind.PinnedButHidden, [pin.Key], $"'{pin.Key}' pins {pin.PinnedId}, which the catalogue does not know: its slot is filled by rank.");
            else if (!item.IsEligible)
                yield return new(RuleConflictKind.PinnedButHidden, [pin.Key], $"'{pin.Key}' pins {pin.PinnedId}, which is inactive or out of stock: it is not shown.");
            for (var j = i + 1; j < pins.Length; j++)
            {
                var other = pins[j].Rule;
                if (!MayMeet(pin, other)) continue;
                if (pin.Slot == other.Slot)
                    yield return new(RuleConflictKind.SameSlot, [pin.Key, other.Key], $"'{pin.Key}' and '{other.Key}' both pin slot {pin.Slot}: '{pin.Key}' holds, because it comes first.");
                else if (pin.PinnedId == other.PinnedId)
                    yield return new(RuleConflictKind.PinnedTwice, [pin.Key, other.Key], $"'{pin.Key}' and '{other.Key}' pin {pin.PinnedId} to slots {pin.Slot} and {other.Slot}: it is shown once, in the lower one.");
            }
        }
    }

    static IEnumerable<RuleConflict> BoostsAndBuries((StrategyRule Rule, Bitset Items)[] rules)
    {
        foreach (var (boost, raised) in rules.Where(entry => entry.Rule.Kind == RuleKind.Boost))
            foreach (var (bury, lowered) in rules.Where(entry => entry.Rule.Kind == RuleKind.Bury))
            {
                if (!MayMeet(boost, bury)) continue;
                var both = raised.Clone();
                both.IntersectWith(lowered);
                if (both.Count() is > 0 and var count)
                    yield return new(RuleConflictKind.BoostAndBury, [boost.Key, bury.Key],
                        $"'{boost.Key}' boosts and '{bury.Key}' buries the same {count} items: together they count {boost.Bias + bury.Bias:+0.##;-0.##;0}.");
            }
    }

    static IEnumerable<RuleConflict> NothingLeft((StrategyRule Rule, Bitset Items)[] rules)
    {
        var only = rules.Where(entry => entry.Rule.Kind == RuleKind.IncludeOnly).ToArray();
        if (only.Length == 0) yield break;
        var left = only[0].Items.Clone();
        foreach (var (_, items) in only.AsSpan(1).ToArray()) left.IntersectWith(items);
        if (left.Count() == 0)
            yield return new(RuleConflictKind.NothingLeft, [.. only.Select(entry => entry.Rule.Key)],
                only.Length == 1 ? $"No item matches '{only[0].Rule.Key}': nothing is left to show." : "No item matches all include-only rules at once: nothing is left to show.");
    }

    /// <summary>Whether one request can meet both: false where both name placements (pages, segments, devices) and share none.</summary>
    static bool MayMeet(StrategyRule a, StrategyRule b) =>
        Share(a.Requests.Placements, b.Requests.Placements) && Share(a.Requests.CategoryPages, b.Requests.CategoryPages)
        && Share(a.Requests.Segments, b.Requests.Segments) && Share(a.Requests.Devices, b.Requests.Devices);

    static bool Share(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.IsEmpty || b.IsEmpty || a.Intersect(b, StringComparer.OrdinalIgnoreCase).Any();
}
