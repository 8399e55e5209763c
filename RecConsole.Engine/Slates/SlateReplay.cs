using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// In: a logged slate with its sample, its revision, and the catalogue. Out: whether the same comes out again. Scores are
/// added up from the logged columns; the slate is composed from the logged scores under the logged seed. What the log does
/// not hold is taken from the catalogue of now: brands, categories and sellers (caps, likeness), and embeddings (likeness).
/// </summary>
public static class SlateReplay
{
    /// <param name="revision">The one whose hash the log names, or null when it is not kept.</param>
    public static ReplayReport Run(LoggedSlate logged, StrategyRevision? revision, CatalogMatrix matrix)
    {
        var id = logged.Slate.Id.Value;
        if (logged.Slate.Degraded.FirstOrDefault(reason => reason.StartsWith("ranking ", StringComparison.Ordinal)) is { } fallback)
            return Impossible(id, $"Nothing was ranked for it ({fallback}): there is nothing to recompute.");
        if (logged.Slate.Teams.Count > 0)
            return Impossible(id, $"It was drafted of the slates of two strategies, by the experiment '{logged.Slate.Experiment}': the log holds its slots and whose pick each is, but neither of the two rankings.");
        if (logged.Sample is not { } sample)
            return Impossible(id, "It was not sampled, or its sample has expired: the log holds its slots, but not the columns behind their scores. Slates:SamplesPerSecond and Slates:SamplesKept say how many are.");
        if (revision is null)
            return Impossible(id, $"Revision {logged.Slate.Revision} of the strategy '{logged.Slate.Strategy}' is not kept here.");

        var differences = new List<string>();
        var (difference, allowed, item) = Scores(sample, revision, differences);
        Compose(logged, sample, revision, matrix, differences);
        return new ReplayReport(id, differences.Count == 0, difference, allowed, item, differences);
    }

    static ReplayReport Impossible(string id, string why) => new(id, IsIdentical: false, null, null, null, [why]);

    /// <summary>The item whose sum of terms is farthest from its logged score, for what rounding allows.</summary>
    static (double Difference, double Allowed, string? Item) Scores(SlateSample sample, StrategyRevision revision, List<string> differences)
    {
        foreach (var missing in revision.Weights.Where(weight => weight.Value != 0 && !sample.Columns.Contains(weight.Key)).Select(weight => weight.Key))
            differences.Add($"The weight '{missing}' has no logged column: the shop did not have that signal.");
        (double Difference, double Allowed, string? Item) worst = (0, 1, null);
        for (var i = 0; i < sample.Items.Count; i++)
        {
            double sum = 0, sizes = 0;
            for (var c = 0; c < sample.Columns.Count; c++)
            {
                var weight = sample.Columns[c] == SlateSample.RulesColumn ? 1 : revision.Weight(sample.Columns[c]);
                var term = (double)weight * sample.Column(c)[i];
                (sum, sizes) = (sum + term, sizes + Math.Abs(term));
            }
            var difference = Math.Abs(sum - sample.Scores[i]);
            var allowed = 1e-5 * sizes + 1e-6;
            if (worst.Item is null || difference / allowed > worst.Difference / worst.Allowed) worst = (difference, allowed, sample.Items[i].Value);
        }
        if (worst.Difference > worst.Allowed)
            differences.Add(FormattableString.Invariant($"The score of {worst.Item} differs by {worst.Difference:g3}, where rounding accounts for {worst.Allowed:g3}: the logged columns and weights do not add up to it."));
        return worst;
    }

    static void Compose(LoggedSlate logged, SlateSample sample, StrategyRevision revision, CatalogMatrix matrix, List<string> differences)
    {
        var items = new int[sample.Items.Count];
        for (var i = 0; i < items.Length; i++) items[i] = matrix.Catalog.IndexOf(sample.Items[i]);
        var pins = new List<PlacedPin>();
        foreach (var pin in sample.Pins) pins.Add(new PlacedPin(matrix.Catalog.IndexOf(pin.Item), pin.Score, pin.Slot, pin.RuleKey));
        if (items.Contains(-1) || pins.Any(pin => pin.Item < 0))
        {
            differences.Add("The slate could not be composed again: the catalogue no longer has all of its items.");
            return;
        }

        var composer = new SlateComposer();
        composer.Prepare(matrix, revision, items, sample.Scores, pins, logged.Wanted, logged.Replays, logged.Slate.Seed);
        var filled = new int[logged.Wanted];
        var slots = filled.AsSpan(0, composer.Serve(filled));
        var propensities = new double[slots.Length];
        composer.Propensities(slots, propensities);

        var first = FirstDifference(logged, composer, slots, propensities);
        if (first is not null) differences.Add($"{first}. {Why(logged, revision, matrix)}");
    }

    static string? FirstDifference(LoggedSlate logged, SlateComposer composer, ReadOnlySpan<int> slots, double[] propensities)
    {
        var shown = logged.Slate.Slots;
        if (slots.Length != shown.Count) return $"The slate has {slots.Length} slots and had {shown.Count}";
        for (var s = 0; s < slots.Length; s++)
        {
            var item = composer.Candidates.Catalog[composer.Candidates.Item(slots[s])].Id;
            if (item != shown[s].ItemId) return $"Slot {s + 1} holds {item.Value} and held {shown[s].ItemId.Value}";
            if (composer.Candidates.Score(slots[s]) != shown[s].Score)
                return FormattableString.Invariant($"The score in slot {s + 1} is {composer.Candidates.Score(slots[s]):g9} and was {shown[s].Score:g9}");
        }
        var most = 0;
        for (var s = 1; s < slots.Length; s++)
            if (Difference(s) > Difference(most)) most = s;
        return slots.Length > 0 && Difference(most) > 0
            ? FormattableString.Invariant($"The propensity of slot {most + 1} is {propensities[most]:g6} and was {shown[most].Propensity:g6}")
            : null;

        double Difference(int slot) => Math.Abs(propensities[slot] - shown[slot].Propensity);
    }

    static string Why(LoggedSlate logged, StrategyRevision revision, CatalogMatrix matrix)
    {
        var model = matrix.Model?.Name ?? "none";
        if (revision.Diversity.IsOn && model != logged.Slate.Model) return $"Diversity needs the embeddings of the model {logged.Slate.Model}, which is not kept any more; {model} stood in";
        if (revision.Diversity.IsOn || revision.Caps.Length > 0) return "Diversity and caps look at brands, categories and sellers, which the catalogue may have changed since";
        return "Nothing that the log does not hold goes into it, so another version of the program, or another processor, served it";
    }
}
