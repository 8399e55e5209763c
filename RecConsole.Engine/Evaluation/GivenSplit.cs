using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>A split that somebody else has made: training events, and histories with their next item.</summary>
public static class GivenSplit
{
    /// <exception cref="ArgumentException">There is no case.</exception>
    public static EvaluationSplit Of(IReadOnlyList<ShopEvent> training, IEnumerable<ItemId> catalog, EventKind kind,
        IReadOnlyList<(IReadOnlyList<ItemId> History, ItemId Target)> asked, EvaluationPart part, string description)
    {
        if (asked.Count == 0) throw new ArgumentException("There is no shopper to ask.", nameof(asked));
        var items = EvaluationSplit.Order(training.Where(e => e.ItemId is not null).Select(e => e.ItemId!.Value)
            .Concat(catalog).Concat(asked.SelectMany(one => one.History.Append(one.Target))));
        return new EvaluationSplit(items, training,
            [.. asked.Select(one => new EvaluationCase(one.History.Select(item => new HistoryEntry(items.IndexOf(item), kind)).ToArray(), [items.IndexOf(one.Target)]))],
            part, description);
    }
}
