using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Embeddings of items that the model does not know, by their attributes; computed again for an item that changed. One whose
/// attributes tell nothing has none. They stay out of the moments, which are of what was learned: they are taken to spread as
/// the known items do.
/// </summary>
sealed class ColdRows(ContentTower? tower)
{
    readonly Dictionary<int, (Item Item, float[]? Row)> rows = []; // a row that is null: at the mean

    /// <summary>Null: there are none, and cold items lie at the mean.</summary>
    public ContentTower? Tower => tower;

    public ReadOnlySpan<float> this[int item] => rows[item].Row;

    /// <summary>Whether attributes tell where it lies.</summary>
    public bool Has(int item) => tower is not null && rows.TryGetValue(item, out var known) && known.Row is not null;

    /// <summary>The items that have one; null where none does.</summary>
    public Bitset? Placed(int count)
    {
        Bitset? placed = null;
        foreach (var (item, known) in rows)
            if (known.Row is not null) (placed ??= new Bitset(count))[item] = true;
        return placed;
    }

    /// <summary>Brings the rows up to the snapshot; whether one is another.</summary>
    /// <param name="modelRows">By item: its row in the model, or -1.</param>
    public bool Follow(CatalogSnapshot current, ReadOnlySpan<int> modelRows)
    {
        if (tower is null) return false;
        var (changed, moved) = (new List<int>(), false);
        for (var i = 0; i < current.Count; i++)
        {
            if (modelRows[i] >= 0 || rows.TryGetValue(i, out var known) && ReferenceEquals(known.Item, current[i])) continue;
            if (tower.CanPlace(current[i])) changed.Add(i);
            else
            {
                moved |= known.Row is not null;
                rows[i] = (current[i], null);
            }
        }
        var d = tower.Model.Dimensions;
        var found = new float[changed.Count * d];
        tower.Embed([.. changed.Select(i => current[i])], found);
        foreach (var (place, i) in changed.Index())
        {
            var row = found.AsSpan(place * d, d).ToArray();
            moved |= !(rows.TryGetValue(i, out var before) && before.Row is { } known && known.AsSpan().SequenceEqual(row));
            rows[i] = (current[i], row);
        }
        return moved;
    }
}
