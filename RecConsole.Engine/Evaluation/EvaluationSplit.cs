using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// A data set cut into what models may learn from and what they are asked. Items are all of the data set, by their id
/// (as numbers where all are, else ordinal): ties in a ranking go to the lower index.
/// </summary>
/// <param name="Training">The events that models and popularity see; no event of a target is among them.</param>
/// <param name="Description">How it was cut, in words.</param>
public sealed record EvaluationSplit(
    ItemVocabulary Items, IReadOnlyList<ShopEvent> Training, IReadOnlyList<EvaluationCase> Cases, EvaluationPart Part, string Description)
{
    /// <summary>Shoppers with something to predict but no history to predict it from; they are not asked.</summary>
    public int WithoutHistory { get; init; }

    /// <summary>All items in the order of the split.</summary>
    public static ItemVocabulary Order(IEnumerable<ItemId> items)
    {
        var distinct = items.ToHashSet();
        return new ItemVocabulary(distinct.All(item => long.TryParse(item.Value, out _))
            ? distinct.OrderBy(item => long.Parse(item.Value)).ThenBy(item => item.Value, StringComparer.Ordinal)
            : distinct.OrderBy(item => item.Value, StringComparer.Ordinal));
    }
}
