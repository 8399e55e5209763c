using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Hosting;

/// <summary>What one unit of a bought item brought and cost: the event's price, else the catalogue's; the cost null where unknown. Zero of an event that is no purchase.</summary>
readonly record struct SoldAt(double Price, double? Cost)
{
    public static SoldAt Of(ShopEvent e, CatalogSnapshot catalog)
    {
        if (e.Kind != EventKind.Purchase) return default;
        var item = e.ItemId is { } bought ? catalog.Find(bought) : null;
        return new SoldAt((double)(e.Price ?? item?.Price ?? 0), (double?)item?.Cost);
    }
}
