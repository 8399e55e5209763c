using RecConsole.Engine.Catalog;
using RecConsole.Engine.Signals;

namespace RecConsole.Web.Services;

/// <summary>One signal of one item, as its page shows it.</summary>
/// <param name="Raw">Null where the shop does not know it: the item then sits at the mean.</param>
/// <param name="ZScore">In standard deviations over the items that can be shown.</param>
public readonly record struct ItemSignal(SignalDefinition Definition, float? Raw, float ZScore, SignalScale Scale);

/// <summary>Reads one item's row off the signal board: figures of one refresh.</summary>
public static class ItemSignals
{
    /// <summary>Empty while the board stands at another catalogue, or does not have the item yet.</summary>
    public static IReadOnlyList<ItemSignal> Of(SignalBoard board, CatalogSnapshot catalog, ItemId item)
    {
        var index = catalog.IndexOf(item);
        if (index < 0) return [];
        var values = board.CopyRow(index, catalog);
        var row = new List<ItemSignal>(values.Length);
        for (var signal = 0; signal < values.Length; signal++)
        {
            if (board.Signals.All[signal].Key == SignalCatalog.PriceSquared) continue; // half of the price fit: it says nothing by itself
            var value = values[signal];
            row.Add(new ItemSignal(board.Signals.All[signal], float.IsFinite(value.Raw) ? value.Raw : null, value.ZScore, value.Scale));
        }
        return row;
    }
}
