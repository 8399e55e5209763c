using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// In: the catalogue, the model and the signal board. Out: the next <see cref="CatalogMatrix"/>. One thread builds, once a
/// second; what did not change is shared with the matrix before. The moments follow items that come and go at d² each;
/// embeddings are laid out anew only when the model or the catalogue changed.
/// </summary>
public sealed class CatalogMatrixBuilder(SignalBoard board)
{
    const int PopularCount = 1000;

    CatalogSnapshot? catalog;
    SessionEncoder? builtWith;
    int[] modelRows = []; // by item: row of the model's embeddings, or -1
    bool[] counted = []; // by item: whether the moment sums hold it
    MomentSums sums = new(0);
    RelevanceMoments moments = new([], []);
    ColumnBlock dense = ColumnBlock.Build(default, 0, 0);
    Bitset ineligible = new(0);
    float[] signalRows = [];
    readonly Queue<CatalogMatrix> superseded = new(); // oldest first; the memory of their signals is written over once nobody reads it
    CatalogMatrix? latest;

    /// <param name="encoder">The served model; null before the first is fitted.</param>
    public CatalogMatrix Build(CatalogSnapshot current, SessionEncoder? encoder)
    {
        var replaced = catalog is null || current.Generation != catalog.Generation || !ReferenceEquals(builtWith, encoder);
        if (replaced || current.Version != catalog!.Version)
        {
            var model = encoder?.Artifact;
            if (replaced) StartAnew(model);
            (catalog, builtWith) = (current, encoder);
            FollowItems(current, model);
            dense = LayOut(current, model);
        }

        board.Refresh(current);
        var signals = LaySignals(current.Count);
        var scales = new SignalScale[board.Signals.Count];
        for (var s = 0; s < scales.Length; s++) scales[s] = board.Scale(s);
        if (latest is not null) superseded.Enqueue(latest);
        return latest = new CatalogMatrix(current, encoder, moments, new ScoreMatrix(dense, signals), board.Signals, scales,
            PriceCorrelation(current), ineligible, Popular(current), board.AsOf);
    }

    void StartAnew(ModelArtifact? model)
    {
        modelRows = [];
        counted = [];
        sums = new MomentSums(model?.Dimensions ?? 0);
    }

    /// <summary>Brings rows, eligibility and moment sums up to the snapshot.</summary>
    void FollowItems(CatalogSnapshot current, ModelArtifact? model)
    {
        var known = modelRows.Length;
        Array.Resize(ref modelRows, current.Count);
        Array.Resize(ref counted, current.Count);
        ineligible = new Bitset(current.Count);
        var items = current.Items;
        var cold = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (i >= known) modelRows[i] = RowOf(model, items[i].Id);
            var eligible = items[i].IsEligible;
            if (!eligible) ineligible[i] = true;
            var row = modelRows[i];
            if (eligible && row < 0) cold++;
            var counts = eligible && row >= 0;
            if (counts == counted[i]) continue;
            sums.Add(model!.EmbeddingOf(row), counts ? 1 : -1);
            counted[i] = counts;
        }
        moments = sums.ToMoments(cold);
    }

    /// <summary>The row of an item that the model learned something about, or -1.</summary>
    static int RowOf(ModelArtifact? model, ItemId item)
    {
        var row = model?.Vocabulary.IndexOf(item) ?? -1;
        return row >= 0 && model!.EmbeddingOf(row).ContainsAnyExcept(0f) ? row : -1;
    }

    /// <summary>Embeddings by item; an item that the model does not know lies at the mean, so that its relevance is 0.</summary>
    ColumnBlock LayOut(CatalogSnapshot current, ModelArtifact? model)
    {
        if (model is null) return ColumnBlock.Build(default, current.Count, 0);
        var d = model.Dimensions;
        var rows = new float[current.Count * d];
        for (var i = 0; i < current.Count; i++)
            (modelRows[i] >= 0 ? model.EmbeddingOf(modelRows[i]) : moments.Mean).CopyTo(rows.AsSpan(i * d));
        return ColumnBlock.Build(rows, current.Count, d);
    }

    ColumnBlock LaySignals(int count)
    {
        var width = board.Signals.Count;
        if (signalRows.Length != count * width) signalRows = new float[count * width];
        for (var s = 0; s < width; s++)
        {
            var column = board.Column(s);
            for (var i = 0; i < count; i++) signalRows[i * width + s] = column[i];
        }
        return ColumnBlock.Build(signalRows, count, width, Recycled(count));
    }

    /// <summary>
    /// The signals of a set that was superseded two builds ago or earlier and that no request holds. The set before the
    /// latest is left alone: the latest may not be published yet.
    /// </summary>
    ColumnBlock? Recycled(int count)
    {
        ColumnBlock? free = null;
        while (free is null && superseded.Count > 1 && superseded.Peek().TryRetire())
        {
            var retired = superseded.Dequeue();
            if (!ReferenceEquals(retired.Encoder, superseded.Peek().Encoder)) retired.Encoder?.Dispose();
            if (retired.Scores.Signals.Count == count) free = retired.Scores.Signals;
        }
        return free;
    }

    double PriceCorrelation(CatalogSnapshot current)
    {
        var price = board.Signals.IndexOf(SignalCatalog.Price);
        var squared = board.Signals.IndexOf(SignalCatalog.PriceSquared);
        double sum = 0;
        var live = 0;
        for (var i = 0; i < current.Count; i++)
        {
            if (ineligible[i]) continue;
            sum += board.Column(price)[i] * board.Column(squared)[i];
            live++;
        }
        return live > 0 ? sum / live : 0;
    }

    /// <summary>One pass with a heap of the best so far; ties go to the lower index.</summary>
    int[] Popular(CatalogSnapshot current)
    {
        var column = board.Column(board.Signals.IndexOf(SignalCatalog.Popularity));
        var best = new PriorityQueue<int, (float, int)>(PopularCount + 1);
        for (var i = 0; i < current.Count; i++)
        {
            if (ineligible[i]) continue;
            if (best.Count < PopularCount) best.Enqueue(i, (column[i], -i));
            else best.EnqueueDequeue(i, (column[i], -i));
        }
        var popular = new int[best.Count];
        for (var i = popular.Length - 1; i >= 0; i--) popular[i] = best.Dequeue();
        return popular;
    }
}
