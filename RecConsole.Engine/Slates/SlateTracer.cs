using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>Composes a slate once more and writes down what each step did. For a page or a command, not for a request: with diversity M² steps.</summary>
static class SlateTracer
{
    /// <param name="pinNotes">What is to be said of pins that do not hold.</param>
    public static SlateTrace Trace(SlateComposer composer, IEnumerable<string> pinNotes)
    {
        var candidates = composer.Candidates;
        var put = new CapTrace();
        var filled = new int[composer.SlotCount];
        var shown = composer.Serve(filled, put);
        var drawn = Ranks(composer.ServedKeys());
        var diversified = new List<int>(candidates.TopCount);
        composer.Diversified(diversified);
        var slotOf = new Dictionary<int, int>();
        for (var s = 0; s < shown; s++) slotOf.Add(filled[s], s + 1);
        var pinnedBy = PinnedBy(composer);

        var entries = new List<SlateTraceEntry>(candidates.Count);
        foreach (var candidate in filled.Take(shown).Concat(diversified.Where(candidate => !slotOf.ContainsKey(candidate))))
        {
            var ranked = candidate < candidates.TopCount;
            var off = put.Of(candidate);
            entries.Add(new SlateTraceEntry(
                candidates.Catalog[candidates.Item(candidate)].Id, candidates.Score(candidate),
                ranked ? candidate + 1 : null, ranked ? drawn[candidate] : null, ranked ? diversified.IndexOf(candidate) + 1 : null,
                off?.Cap, off?.Slot + 1, pinnedBy.GetValueOrDefault(candidate), slotOf.TryGetValue(candidate, out var slot) ? slot : null));
        }
        return new SlateTrace(composer.Explored, entries, [.. pinNotes, .. CapNotes(composer, filled.AsSpan(0, shown))]);
    }

    public static IReadOnlyList<string> PinNotes(RankedItems ranked, int count) =>
        [.. ranked.Rules.Pins.Where(pin => pin.Slot <= count).Select(pin => (pin, Why: SlatePins.WhyNot(ranked, pin)))
            .Where(entry => entry.Why is not null).Select(entry => $"The pin '{ranked.Revision.RuleName(entry.pin.RuleKey)}' to slot {entry.pin.Slot} does not hold: {entry.Why}.")];

    static Dictionary<int, string> PinnedBy(SlateComposer composer) =>
        composer.Pins.ToDictionary(pin => composer.Candidates.Find(pin.Item), pin => pin.RuleKey);

    /// <summary>Windows in which a cap does not hold because of pins, and slots that caps left empty.</summary>
    static IEnumerable<string> CapNotes(SlateComposer composer, ReadOnlySpan<int> filled)
    {
        var notes = new List<string>();
        foreach (var cap in composer.Revision.Caps)
            if (MostInWindow(composer, cap, filled) is var most && most > cap.Most)
                notes.Add($"Pins put {most} items of one {cap.Field.ToString().ToLowerInvariant()} into {cap.Window} slots, where the cap allows {cap.Most}: a pin wins over a cap.");
        if (composer.Revision.Caps.Length > 0 && filled.Length < composer.SlotCount && filled.Length < composer.Candidates.Count)
            notes.Add($"Caps leave {composer.SlotCount - filled.Length} of {composer.SlotCount} slots empty: none of the best {composer.Candidates.TopCount} items fits.");
        return notes;
    }

    static int MostInWindow(SlateComposer composer, Cap cap, ReadOnlySpan<int> filled)
    {
        var groups = composer.Candidates.Groups(cap.Field);
        var most = 0;
        for (var start = 0; start < filled.Length; start++)
        {
            var window = filled.Slice(start, Math.Min(cap.Window, filled.Length - start));
            var first = groups[filled[start]];
            var same = 0;
            foreach (var candidate in window)
                if (first >= 0 && groups[candidate] == first) same++;
            most = Math.Max(most, same);
        }
        return most;
    }

    /// <summary>By candidate: its place in the order of falling keys, from 1; equal ones by number.</summary>
    static int[] Ranks(ReadOnlySpan<float> keys)
    {
        var falling = keys.ToArray();
        for (var i = 0; i < falling.Length; i++) falling[i] = -falling[i];
        var byKey = Enumerable.Range(0, falling.Length).OrderBy(i => falling[i]).ToArray(); // stable
        var ranks = new int[falling.Length];
        for (var place = 0; place < byKey.Length; place++) ranks[byKey[place]] = place + 1;
        return ranks;
    }
}
