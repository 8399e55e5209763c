using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// A model beside the one that serves, laid out over a catalogue: <see cref="Over"/> ranks with it on the signals of the set
/// in use. Cost: d² for each item's moments and 7 bytes an embedding's value: some 100 ms and 45 MB at 100,000 items and d = 64.
/// </summary>
public sealed class ModelLayout
{
    readonly SessionEncoder encoder;
    readonly RelevanceMoments moments;
    readonly ColumnBlock dense;

    ModelLayout(CatalogSnapshot catalog, SessionEncoder encoder, RelevanceMoments moments, ColumnBlock dense) =>
        (Catalog, this.encoder, this.moments, this.dense) = (catalog, encoder, moments, dense);

    /// <summary>What it is laid out over; the set that it ranks on must be of the same.</summary>
    public CatalogSnapshot Catalog { get; }

    public static ModelLayout Build(SessionEncoder encoder, CatalogSnapshot catalog)
    {
        var model = encoder.Artifact;
        var sums = new MomentSums(model.Dimensions);
        var rows = new int[catalog.Count];
        var cold = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = CatalogMatrixBuilder.RowOf(model, catalog[i].Id);
            if (!catalog[i].IsEligible) continue;
            if (rows[i] < 0) cold++;
            else sums.Add(model.EmbeddingOf(rows[i]), 1);
        }
        var moments = sums.ToMoments(cold);
        var dense = ColumnBlock.Build(rows.Length, model.Dimensions, (item, row) => (rows[item] >= 0 ? model.EmbeddingOf(rows[item]) : moments.Mean).CopyTo(row));
        return new ModelLayout(catalog, encoder, moments, dense);
    }

    /// <summary>The set in use with this model in the place of its own; as it is where the catalogue has moved on since.</summary>
    /// <param name="current">Held by the caller for as long as the result is used.</param>
    internal CatalogMatrix Over(CatalogMatrix current) => ReferenceEquals(current.Catalog, Catalog) ? current.Under(encoder, moments, dense) : current;
}
