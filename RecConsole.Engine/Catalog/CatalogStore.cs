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
        lock (gate) Replace(Prepare(items));
    }

    /// <summary>The catalogue that would take the place of this one: seen by nobody until <see cref="Replace(CatalogSnapshot)"/>.</summary>
    public CatalogSnapshot Prepare(IReadOnlyList<Item> items) => CatalogSnapshot.Of(current.Version + 1, current.Generation + 1, items);

    /// <summary>Puts a prepared catalogue in the place of this one.</summary>
    /// <exception cref="InvalidOperationException">The catalogue changed since it was prepared: whoever prepares keeps the others out.</exception>
    public void Replace(CatalogSnapshot prepared)
    {
        lock (gate)
        {
            if (prepared.Version != current.Version + 1) throw new InvalidOperationException("The catalogue changed while another was prepared for its place.");
            current = prepared;
            Changed?.Invoke(current);
        }
    }

    /// <summary>A store of its own that stands at a snapshot, for what is built beside the one in use.</summary>
    public static CatalogStore At(CatalogSnapshot snapshot) => new() { current = snapshot };
}
