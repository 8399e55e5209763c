using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Runs the model's encoder (or adds up its lists) once for each state of a shopper's history, not for each request: the output lives as long as
/// the (immutable) state does, and an event that makes a new state makes a new encoding.
/// </summary>
public sealed class ShopperEncoder
{
    /// <summary>Latest items whose prices say what the shopper spends.</summary>
    const int PriceMemory = 10;

    /// <summary>Lists that are kept, those made last: 8 KB each at their longest, where an encoder's output takes some 0.3 KB.</summary>
    const int MaxLists = 4096;

    readonly ConditionalWeakTable<SessionState, Cached> cache = [];
    readonly ConcurrentQueue<SessionState> listed = new(); // those with a list, oldest first

    sealed record Cached(ModelArtifact? Model, int Generation, int[] ItemOfRow, ShopperEncoding Encoding);

    /// <param name="pageItem">The item of the page, which counts as the latest view; such an encoding is not kept.</param>
    /// <param name="pageList">Memory of the list of an encoding that is not kept.</param>
    internal ShopperEncoding Encode(CatalogMatrix matrix, SessionState shopper, ItemId? pageItem, SessionList pageList)
    {
        if (pageItem is not null) return Make(matrix, shopper, pageItem, pageList);
        var generation = matrix.Catalog.Generation;
        if (cache.TryGetValue(shopper, out var kept) && ReferenceEquals(kept.Model, matrix.Model) && kept.Generation == generation && ReferenceEquals(kept.ItemOfRow, matrix.ItemOfRow)) return kept.Encoding;
        var encoding = Make(matrix, shopper, null, new SessionList());
        cache.AddOrUpdate(shopper, new Cached(matrix.Model, generation, matrix.ItemOfRow, encoding));
        if (encoding.List.Count > 0) Bound(shopper);
        return encoding;
    }

    void Bound(SessionState shopper)
    {
        listed.Enqueue(shopper);
        while (listed.Count > MaxLists && listed.TryDequeue(out var oldest)) cache.Remove(oldest);
    }

    static ShopperEncoding Make(CatalogMatrix matrix, SessionState shopper, ItemId? pageItem, SessionList list)
    {
        var u = new float[matrix.Dimension];
        var input = new EncoderInput(shopper, pageItem);
        matrix.Encoder?.Encode(input, u);
        if (matrix.Encoder?.Lists is { } lists) lists.Write(input, matrix.ItemOfRow, list);
        else list = SessionList.Empty;
        return new ShopperEncoding(u, list, Taken(matrix.Catalog, shopper), MeanLogPrice(matrix.Catalog, shopper, pageItem));
    }

    static int[] Taken(CatalogSnapshot catalog, SessionState shopper)
    {
        var taken = new int[shopper.Purchased.Count + shopper.Cart.Count];
        var found = 0;
        foreach (var item in shopper.Purchased)
            if (catalog.IndexOf(item) is >= 0 and var index) taken[found++] = index;
        foreach (var item in shopper.Cart)
            if (catalog.IndexOf(item) is >= 0 and var index) taken[found++] = index;
        return taken.AsSpan(0, found).ToArray();
    }

    static double MeanLogPrice(CatalogSnapshot catalog, SessionState shopper, ItemId? pageItem)
    {
        double sum = 0;
        var priced = 0;
        if (pageItem is { } page) Add(page);
        for (var i = shopper.Recent.Length - 1; i >= 0 && priced < PriceMemory; i--) Add(shopper.Recent[i].ItemId);
        return priced > 0 ? sum / priced : double.NaN;

        void Add(ItemId item)
        {
            if (catalog.Find(item)?.Price is not { } price || price <= 0) return;
            sum += Math.Log((double)price);
            priced++;
        }
    }
}
