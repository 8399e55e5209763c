using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// The usual split of sequential recommendation: each shopper's last item is the test, the one before it the validation,
/// the rest is training, for both parts. Asked for the test, a model reads the validation item as history; it never learns
/// from it. Where items of the history are no candidates, an item that comes again is nothing to predict, so only the first
/// dealing with each item counts as a place in the sequence.
/// </summary>
public static class LeaveOneOutSplit
{
    /// <summary>Items of a shopper from which on the last two are held out; shorter histories are training as a whole.</summary>
    public const int ShortestHistory = 3;

    /// <exception cref="ArgumentException">No shopper has so many items.</exception>
    public static EvaluationSplit Cut(IReadOnlyList<ShopEvent> events, IEnumerable<ItemId> catalog, EvaluationPart part, bool keepSeen)
    {
        var histories = ShopperHistories.Of(events, catalog);
        var training = new List<ShopEvent>(events.Count);
        var cases = new List<EvaluationCase>();
        foreach (var own in histories.ByShopper)
        {
            var places = Places(own, keepSeen);
            if (places.Count < ShortestHistory)
            {
                training.AddRange(own);
                continue;
            }
            var (validation, test) = (places[^2], places[^1]);
            training.AddRange(own.Take(validation));
            var target = part == EvaluationPart.Test ? test : validation;
            var item = histories.EntryOf(own[target]).Item;
            cases.Add(new EvaluationCase(own.Take(target).Select(histories.EntryOf).ToArray(), [item]) { Bought = histories.BoughtOf(own.Skip(target), [item]) });
        }
        if (cases.Count == 0) throw new ArgumentException($"No shopper has {ShortestHistory} items: there is nothing to leave out.", nameof(events));
        return new EvaluationSplit(histories.Items, training, cases, part, "the last item of each shopper is the test, the one before it the validation, the rest training");
    }

    /// <summary>Where in the history the places of the sequence stand.</summary>
    static List<int> Places(IReadOnlyList<ShopEvent> own, bool keepSeen)
    {
        var seen = new HashSet<ItemId>();
        var places = new List<int>();
        for (var i = 0; i < own.Count; i++)
            if (keepSeen || seen.Add(own[i].ItemId!.Value)) places.Add(i);
        return places;
    }
}
