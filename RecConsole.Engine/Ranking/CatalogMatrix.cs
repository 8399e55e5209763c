using System.Numerics.Tensors;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// One consistent set that a request ranks against, immutable: the catalogue, its matrix C = [ embeddings | signals ], the
/// moments that make relevance a z-score, who may be shown, and the model that made the embeddings.
/// </summary>
public sealed class CatalogMatrix
{
    readonly SignalScale[] scales;
    readonly CategoryMasks masks;
    readonly int[] popular;
    int users; // requests that hold the set; negative once retired

    internal CatalogMatrix(CatalogSnapshot catalog, SessionEncoder? encoder, int[] itemOfRow, RelevanceMoments moments, ScoreMatrix scores,
        SignalCatalog signals, SignalScale[] scales, double priceCorrelation, CategoryMasks masks, int[] popular, DateTimeOffset asOf)
    {
        (Catalog, Encoder, ItemOfRow, Moments, Scores, Signals, this.scales, PriceCorrelation, this.masks, this.popular, AsOf) =
            (catalog, encoder, itemOfRow, moments, scores, signals, scales, priceCorrelation, masks, popular, asOf);
        PriceColumn = signals.IndexOf(SignalCatalog.Price);
        PriceSquaredColumn = signals.IndexOf(SignalCatalog.PriceSquared);
    }

    public CatalogSnapshot Catalog { get; }

    /// <summary>The shop's now when the set was built.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The model of the embeddings; null before the first is fitted, when relevance is 0 for all.</summary>
    public ModelArtifact? Model => Encoder?.Artifact;

    internal SessionEncoder? Encoder { get; }

    /// <summary>By row of the model's vocabulary: the item's index, or -1; empty where the model is an inner product, whose rows lie in the matrix.</summary>
    internal int[] ItemOfRow { get; }

    public RelevanceMoments Moments { get; }

    public ScoreMatrix Scores { get; }

    public SignalCatalog Signals { get; }

    /// <summary>d: columns of the embedding; 0 without a model, and where the model is a sparse term.</summary>
    public int Dimension => Scores.Dense.Columns;

    /// <summary>Items that no slate may show: inactive or out of stock.</summary>
    public Bitset Ineligible => masks.Ineligible;

    /// <summary>The most popular eligible items, best first: what is served when the engine cannot rank in time.</summary>
    public ReadOnlyMemory<int> Popular => popular;

    /// <summary>Items that lie where their attributes say; null where none does.</summary>
    internal Bitset? Placed { get; init; }

    /// <summary>Where the embedding of an item comes from; <see cref="EmbeddingOrigin.Mean"/> without a model.</summary>
    public EmbeddingOrigin OriginOf(int item) =>
        CatalogMatrixBuilder.RowOf(Model, Catalog[item].Id) >= 0 ? EmbeddingOrigin.Events
        : Placed is { } placed && placed[item] ? EmbeddingOrigin.Attributes
        : EmbeddingOrigin.Mean;

    internal int PriceColumn { get; }

    internal int PriceSquaredColumn { get; }

    /// <summary>Correlation of the two price columns over the live catalogue.</summary>
    internal double PriceCorrelation { get; }

    public SignalScale Scale(int signal) => scales[signal];

    /// <summary>
    /// Writes the unit vector from the mean of the embeddings to an item's; false where the model does not know the item,
    /// which then lies at the mean.
    /// </summary>
    public bool TryDirection(int item, Span<float> direction)
    {
        if (Dimension == 0) return false;
        TensorPrimitives.Subtract(Scores.Dense.Row(item), Moments.Mean, direction);
        var norm = TensorPrimitives.Norm<float>(direction);
        if (!(norm > 1e-3 * Moments.Spread)) return false; // nearer is rounding of the mean
        TensorPrimitives.Divide(direction, norm, direction);
        return true;
    }

    /// <summary>The same catalogue and signals under another model. Whoever has it holds this set too.</summary>
    internal CatalogMatrix Under(SessionEncoder encoder, int[] itemOfRow, RelevanceMoments moments, ColumnBlock dense, Bitset? placed) =>
        new(Catalog, encoder, itemOfRow, moments, new ScoreMatrix(dense, Scores.Signals), Signals, scales, PriceCorrelation, masks, popular, AsOf) { Placed = placed };

    /// <summary>A request takes hold of the set before it reads signals; false when the set has been retired: take the current one.</summary>
    internal bool TryAcquire()
    {
        while (true)
        {
            var seen = Volatile.Read(ref users);
            if (seen < 0) return false;
            if (Interlocked.CompareExchange(ref users, seen + 1, seen) == seen) return true;
        }
    }

    /// <summary>Once more, by one who holds it already.</summary>
    internal void Hold() => Interlocked.Increment(ref users);

    internal void Release() => Interlocked.Decrement(ref users);

    /// <summary>True once nobody holds the set, and nobody will again: the memory of its signals may be written over.</summary>
    internal bool TryRetire() => Interlocked.CompareExchange(ref users, int.MinValue, 0) is 0 or int.MinValue;

    /// <summary>What a request for one category must not show: all other categories and what is ineligible.</summary>
    public Bitset OutsideCategory(string category) => masks.Outside(category);
}
