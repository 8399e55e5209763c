using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>The interactions of each shopper in the order of time; what says nothing of taste (impressions, searches, removals) is left out.</summary>
sealed class ShopperHistories
{
    static readonly KindWeights Kinds = new();

    ShopperHistories(ItemVocabulary items, IReadOnlyList<ShopEvent>[] byShopper) => (Items, ByShopper) = (items, byShopper);

    public ItemVocabulary Items { get; }

    /// <summary>Shoppers in the order of their first event.</summary>
    public IReadOnlyList<ShopEvent>[] ByShopper { get; }

    /// <param name="catalog">Items beyond those of the events.</param>
    public static ShopperHistories Of(IReadOnlyList<ShopEvent> events, IEnumerable<ItemId> catalog)
    {
        var interactions = events.Where(e => e.ItemId is not null && Kinds.Of(e.Kind) > 0).ToList();
        if (interactions.Count == 0) throw new ArgumentException("There is no event of a shopper with an item: nothing to learn from.", nameof(events));
        return new ShopperHistories(EvaluationSplit.Order(interactions.Select(e => e.ItemId!.Value).Concat(catalog)),
            [.. interactions.GroupBy(e => e.UserId).Select(own => own.OrderBy(e => e.Timestamp).ToList())]);
    }

    /// <summary>Those of the items that some of these events bought.</summary>
    public int[] BoughtOf(IEnumerable<ShopEvent> events, int[] items) =>
        [.. events.Where(e => e.Kind == EventKind.Purchase).Select(e => EntryOf(e).Item).Distinct().Where(items.Contains)];

    public HistoryEntry EntryOf(ShopEvent e) => new(Items.IndexOf(e.ItemId!.Value), e.Kind, e.Timestamp.ToUnixTimeSeconds());
}
