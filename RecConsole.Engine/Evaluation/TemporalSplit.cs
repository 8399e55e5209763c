using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// As a shop lives: one moment for all. The last tenth of the interactions is the test, the tenth before it the validation.
/// A part is learned from everything before it (for the test the validation's events too), and asks each shopper with a
/// history for all that they dealt with in the part, beyond the history unless seen items are kept.
/// </summary>
public static class TemporalSplit
{
    const double ValidationFrom = 0.8;
    const double TestFrom = 0.9;

    /// <exception cref="ArgumentException">No shopper has both a history and a later item.</exception>
    public static EvaluationSplit Cut(IReadOnlyList<ShopEvent> events, IEnumerable<ItemId> catalog, EvaluationPart part, bool keepSeen)
    {
        var histories = ShopperHistories.Of(events, catalog);
        var times = histories.ByShopper.SelectMany(own => own).Select(e => e.Timestamp).Order().ToArray();
        var validation = times[(int)(times.Length * ValidationFrom)];
        var test = times[(int)(times.Length * TestFrom)];
        var (from, until) = part == EvaluationPart.Test ? (test, DateTimeOffset.MaxValue) : (validation, test);

        var training = new List<ShopEvent>(events.Count);
        var cases = new List<EvaluationCase>();
        var withoutHistory = 0;
        foreach (var own in histories.ByShopper)
        {
            var before = own.TakeWhile(e => e.Timestamp < from).ToList();
            training.AddRange(before);
            var known = before.Select(e => e.ItemId!.Value).ToHashSet();
            var targets = own.Skip(before.Count).TakeWhile(e => e.Timestamp < until)
                .Where(e => keepSeen || !known.Contains(e.ItemId!.Value))
                .Select(e => histories.EntryOf(e).Item).Distinct().ToArray();
            if (targets.Length == 0) continue;
            if (before.Count == 0) withoutHistory++;
            else cases.Add(new EvaluationCase(before.Select(histories.EntryOf).ToArray(), targets) { Bought = histories.BoughtOf(own.Skip(before.Count).TakeWhile(e => e.Timestamp < until), targets) });
        }
        if (cases.Count == 0) throw new ArgumentException("No shopper has events on both sides of the cut: a temporal split needs times that differ.", nameof(events));
        return new EvaluationSplit(histories.Items, training, cases, part,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"training before {from:yyyy-MM-dd HH:mm:ss}, the part {(until == DateTimeOffset.MaxValue ? "to the end" : $"until {until:yyyy-MM-dd HH:mm:ss}")}"))
        {
            WithoutHistory = withoutHistory,
        };
    }
}
