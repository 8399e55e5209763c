namespace RecConsole.Engine.Catalog;

/// <summary>
/// In: items of the API, an import or the demo shop. Out: the current <see cref="CatalogSnapshot"/>, swapped atomically.
/// Readers take <see cref="Current"/> once and keep it for the whole request.
/// </summary>
public sealed class CatalogStore
{
    readonly Lock gate = new();
    volatile CatalogSnapshot current = CatalogSnapshot.Empty;

    public CatalogSnapshot Current => current;

    /// <summary>Raised after each swap, on the thread that made it, in order of <see cref="CatalogSnapshot.Version"/>.</summary>
    public event Action<CatalogSnapshot>? Changed;

    /// <summary>Changes the items with known ids and appends the others; returns how many were new.</summary>
    public int Upsert(IReadOnlyList<Item> items)
    {
        lock (gate)
        {
            current = current.With(items, out var added);
            Changed?.Invoke(current);
            return added;
        }
    }

    /// <summary>Puts another catalogue in the place of this one; indices start anew.</summary>
    public void Replace(IReadOnlyList<Item> items)
    {
        lock (gate)
        {
            current = CatalogSnapshot.Of(current.Version + 1, current.Generation + 1, items);
            Changed?.Invoke(current);
        }
    }
}
