using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>The changes of a draft's rules that take one click: each in, a revision; out, the next one and what was done. Pure.</summary>
public static class StudioRules
{
    /// <summary>Of a boost or bury that is set by one click: half a standard deviation of relevance.</summary>
    public const float FirstStrength = 0.5f;

    /// <summary>
    /// Pins an item to a slot. The item's older pin of the same scope moves; what was pinned to the slot there goes.
    /// </summary>
    /// <param name="scope">On which requests the pin holds.</param>
    public static StudioEdit Pin(StrategyRevision draft, ItemId item, int slot, string name, RequestCondition scope)
    {
        var key = draft.Rules.FirstOrDefault(rule => rule.PinnedId == item.Value && Same(rule.Requests, scope))?.Key ?? FreeKey(draft, "pin-" + item.Value);
        var rule = new StrategyRule(key, RuleKind.Pin) { Title = $"Pin {name}", Slot = slot, Items = new ItemCondition { Ids = [item.Value] }, Requests = scope };
        var others = draft.WithRules(draft.Rules.Where(other => !(other.IsPin && other.Slot == slot && other.Key != key && Same(other.Requests, scope))));
        return new StudioEdit(others.WithRule(rule), $"{name} pinned to slot {slot}");
    }

    /// <summary>Pins many items to consecutive slots.</summary>
    public static StudioEdit PinMany(StrategyRevision draft, IReadOnlyList<ItemId> items, int firstSlot, bool soft, RequestCondition scope, Func<ItemId, string> nameOf)
    {
        var slots = Enumerable.Range(firstSlot, items.Count).ToHashSet();
        var next = draft.WithRules(draft.Rules.Where(rule => !(rule.IsPin && Same(rule.Requests, scope) && (slots.Contains(rule.Slot) || items.Contains(new ItemId(rule.PinnedId!))))));
        for (var n = 0; n < items.Count; n++)
            next = next.WithRule(new StrategyRule(FreeKey(next, "pin-" + items[n].Value), soft ? RuleKind.SoftPin : RuleKind.Pin)
            {
                Title = $"Pin {nameOf(items[n])}",
                Slot = firstSlot + n,
                Items = new ItemCondition { Ids = [items[n].Value] },
                Requests = scope,
            });
        return new StudioEdit(next, $"{items.Count} items pinned");
    }

    /// <summary>Takes away every pin of an item.</summary>
    public static StudioEdit Unpin(StrategyRevision draft, ItemId item, string name) =>
        new(draft.WithRules(draft.Rules.Where(rule => rule.PinnedId != item.Value)), $"Pin of {name} taken away");

    /// <summary>A boost, bury or hide of one item.</summary>
    public static StudioEdit ForItem(StrategyRevision draft, ItemId item, RuleKind kind, string name)
    {
        var verb = kind.ToString().ToLowerInvariant();
        var rule = new StrategyRule(FreeKey(draft, $"{verb}-{item.Value}"), kind)
        {
            Title = $"{kind} {name}",
            Items = new ItemCondition { Ids = [item.Value] },
            Strength = kind is RuleKind.Boost or RuleKind.Bury ? FirstStrength : 0,
        };
        return new StudioEdit(draft.WithRule(rule), $"{name}: {verb}");
    }

    /// <summary>Makes a change that "why not" proposes.</summary>
    public static StudioEdit Apply(StrategyRevision draft, RankChange change)
    {
        var to = change.To ?? throw new ArgumentException("That change reaches nothing within its bounds; choose another.");
        switch (change.Lever)
        {
            case RankLever.Weight:
                return new StudioEdit(draft.WithWeight(change.Key, to), change.Sentence);
            case RankLever.RuleStrength:
                var known = draft.Rules.FirstOrDefault(rule => rule.Key == change.Key) ?? throw new ArgumentException($"The draft no longer has the rule '{change.Key}'. Ask again.");
                return new StudioEdit(draft.WithRule(known with { Strength = to }), change.Sentence);
            default:
                return new StudioEdit(draft.WithRule(change.Revision!.Rules.First(rule => rule.Key == change.Key)), change.Sentence);
        }
    }

    public static StudioEdit AllOff(StrategyRevision draft) =>
        new(draft.WithRules(draft.Rules.Select(rule => rule with { IsEnabled = false })), "All rules off");

    public static StudioEdit Remove(StrategyRevision draft, StrategyRule gone) =>
        new(draft.WithRules(draft.Rules.Where(rule => rule.Key != gone.Key)), $"Rule '{gone.Name}' removed");

    public static StudioEdit Switch(StrategyRevision draft, StrategyRule rule, bool isOn) =>
        new(draft.WithRule(rule with { IsEnabled = isOn }), $"Rule '{rule.Name}' {(isOn ? "on" : "off")}");

    /// <summary>A key that no rule of the draft has.</summary>
    public static string FreeKey(StrategyRevision draft, string wish)
    {
        const int MaxLength = 58; // of 64, the rest for a number
        var stem = string.Concat(wish.Trim().Select(c => char.IsControl(c) ? '-' : c));
        if (stem.Length > MaxLength) stem = stem[..MaxLength];
        if (stem.Length == 0) stem = "rule";
        var key = stem;
        for (var n = 2; draft.Rules.Any(rule => rule.Key == key); n++) key = $"{stem}-{n}";
        return key;
    }

    static bool Same(RequestCondition a, RequestCondition b) =>
        a.When == b.When && Alike(a.Placements, b.Placements) && Alike(a.CategoryPages, b.CategoryPages) && Alike(a.QueryWords, b.QueryWords) && Alike(a.Segments, b.Segments) && Alike(a.Devices, b.Devices);

    static bool Alike(ImmutableArray<string> a, ImmutableArray<string> b) => a.Length == b.Length && a.All(one => b.Contains(one, StringComparer.OrdinalIgnoreCase));
}
