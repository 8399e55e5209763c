using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Training;

/// <summary>
/// What a shop's model is measured by: the newest tenth of the log where times tell, as the shop lives; else the newest item of
/// some shoppers. The same log and seed always give the same cases, so that two models can be asked the same.
/// </summary>
/// <param name="Split">Its training part is all that a model may learn from.</param>
public sealed record HeldOutPart(EvaluationSplit Split, bool IsTemporal)
{
    /// <summary>Shoppers who must have something on both sides of the cut; fewer say nothing.</summary>
    public const int LeastCases = 20;

    /// <summary>Shoppers whose newest item is held out where times do not tell, and those who watch a training.</summary>
    public const int MostShoppers = 2000;

    /// <summary>Null when no shopper has items enough.</summary>
    /// <param name="catalog">Items beyond those of the events.</param>
    /// <exception cref="ArgumentException">There is no event of a shopper with an item.</exception>
    public static HeldOutPart? Of(IReadOnlyList<ShopEvent> events, IReadOnlyList<ItemId> catalog, ulong seed)
    {
        if (TimesTell(events) && TryTemporal(events, catalog) is { } temporal) return new HeldOutPart(temporal, IsTemporal: true);
        var items = EvaluationSplit.Order(events.Where(e => e.ItemId is not null).Select(e => e.ItemId!.Value).Concat(catalog));
        var whole = new EvaluationSplit(items, events, [], EvaluationPart.Test, "");
        return Holdout.Of(whole, MostShoppers, seed) is { } drawn ? new HeldOutPart(drawn with { Part = EvaluationPart.Test }, IsTemporal: false) : null;
    }

    static EvaluationSplit? TryTemporal(IReadOnlyList<ShopEvent> events, IReadOnlyList<ItemId> catalog)
    {
        try
        {
            return TemporalSplit.Cut(events, catalog, EvaluationPart.Test, keepSeen: false) is { Cases.Count: >= LeastCases } split ? split : null;
        }
        catch (ArgumentException) when (events.Count > 0)
        {
            return null; // nobody stands on both sides of the cut
        }
    }

    /// <summary>Files without times get times made up, which end for all shoppers at one moment.</summary>
    static bool TimesTell(IReadOnlyList<ShopEvent> events)
    {
        var last = new Dictionary<UserId, DateTimeOffset>();
        foreach (var e in events)
            if (!last.TryGetValue(e.UserId, out var known) || e.Timestamp > known) last[e.UserId] = e.Timestamp;
        return last.Count > 1 && 2 * last.Values.CountBy(at => at).Max(pair => pair.Value) <= last.Count;
    }
}
