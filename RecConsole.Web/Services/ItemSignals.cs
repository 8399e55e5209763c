using RecConsole.Engine.Catalog;
using RecConsole.Engine.Signals;

namespace RecConsole.Web.Services;

/// <summary>One signal of one item, as its page shows it.</summary>
/// <param name="Raw">Null where the shop does not know it: the item then sits at the mean.</param>
/// <param name="ZScore">In standard deviations over the items that can be shown.</param>
public readonly record struct ItemSignal(SignalDefinition Definition, float? Raw, float ZScore, SignalScale Scale);

/// <summary>
/// Reads one item's row off the signal board. The board may be at its refresh meanwhile: figures of one row may then be a
/// second apart, which a page can bear.
/// </summary>
public static class ItemSignals
{
    /// <summary>Empty while the board stands at another catalogue, or does not have the item yet.</summary>
    public static IReadOnlyList<ItemSignal> Of(SignalBoard board, CatalogSnapshot catalog, ItemId item)
    {
        var index = catalog.IndexOf(item);
        if (index < 0 || board.Snapshot.Generation != catalog.Generation || index >= board.Snapshot.Count) return [];
        var row = new List<ItemSignal>(board.Signals.Count);
        for (var signal = 0; signal < board.Signals.Count; signal++)
        {
            if (board.Signals.All[signal].Key == SignalCatalog.PriceSquared) continue; // half of the price fit: it says nothing by itself
            var raw = board.Raw(signal);
            var z = board.Column(signal);
            if (index >= raw.Length || index >= z.Length) return []; // the board grows at this moment
            row.Add(new ItemSignal(board.Signals.All[signal], float.IsFinite(raw[index]) ? raw[index] : null, z[index], board.Scale(signal)));
        }
        return row;
    }
}
