using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// A model beside the one that serves: <see cref="Over"/> ranks with it on the catalogue and signals of the set in use. It is
/// laid out when it is first asked and again when the catalogue has changed since. Cost of that, on the thread that asks: d² for
/// each item's moments and 7 bytes an embedding's value: some 100 ms and 45 MB at 100,000 items and d = 64. For any thread.
/// </summary>
/// <param name="tower">Where items lie that the model does not know; null: at the mean. It is this layout's own.</param>
public sealed class ModelLayout(SessionEncoder encoder, ContentTower? tower = null)
{
    readonly ColdRows coldRows = new(tower);
    readonly Lock gate = new();
    Laid? latest;

    /// <summary>The set in use with this model in the place of its own.</summary>
    /// <param name="current">Held by the caller for as long as the result is used.</param>
    internal CatalogMatrix Over(CatalogMatrix current)
    {
        var laid = LaidOver(current.Catalog);
        return current.Under(encoder, laid.ItemOfRow, laid.Moments, laid.Dense, laid.Placed);
    }

    Laid LaidOver(CatalogSnapshot catalog)
    {
        lock (gate)
        {
            // whoever ranks with the one that goes holds it: its native memory is freed when it is collected
            if (latest is null || !ReferenceEquals(latest.Catalog, catalog)) latest = Lay(catalog);
            return latest;
        }
    }

    Laid Lay(CatalogSnapshot catalog)
    {
        var model = encoder.Artifact;
        var sums = new MomentSums(model.Dimensions);
        var rows = new int[catalog.Count];
        var cold = 0;
        for (var i = 0; i < rows.Length; i++) rows[i] = CatalogMatrixBuilder.RowOf(model, catalog[i].Id);
        coldRows.Follow(catalog, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!catalog[i].IsEligible) continue;
            if (rows[i] >= 0) sums.Add(model.EmbeddingOf(rows[i]), 1);
            else if (!coldRows.Has(i)) cold++;
        }
        var moments = sums.ToMoments(cold);
        var dense = ColumnBlock.Build(rows.Length, model.Dimensions, (item, row) => (rows[item] >= 0 ? model.EmbeddingOf(rows[item]) : coldRows.Has(item) ? coldRows[item] : moments.Mean).CopyTo(row));
        return new Laid(catalog, CatalogMatrixBuilder.ItemsByRow(model, rows, latest?.ItemOfRow ?? []), moments, dense, coldRows.Placed(catalog.Count));
    }

    sealed record Laid(CatalogSnapshot Catalog, int[] ItemOfRow, RelevanceMoments Moments, ColumnBlock Dense, Bitset? Placed);
}
