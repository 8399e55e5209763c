using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Signals;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// In: the catalogue, the model and the signal board. Out: the next <see cref="CatalogMatrix"/>. One thread builds, once a
/// second; what did not change is shared with the matrix before. The moments follow items that come and go at d² each;
/// embeddings are laid out anew only when a row of theirs is another: most changes of items (price, stock, title) leave all
/// rows as they are. Memory that no request reads any more is written over.
/// </summary>
public sealed class CatalogMatrixBuilder(SignalBoard board)
{
    const int PopularCount = 1000;

    CatalogSnapshot? catalog;
    SessionEncoder? builtWith;
    int[] modelRows = []; // by item: row of the model's vocabulary, or -1
    int[] itemOfRow = []; // by row, where the model is a sparse term: the item, or -1
    bool[] counted = []; // by item: whether the moment sums hold it
    ColdRows coldRows = new(null);
    Bitset? placed; // items that lie where their attributes say
    MomentSums sums = new(0);
    RelevanceMoments moments = new([], []);
    ColumnBlock dense = ColumnBlock.Build(default, 0, 0);
    Bitset ineligible = new(0);
    CategoryMasks masks = new(CatalogSnapshot.Empty, new(0));
    double priceCorrelation;
    ulong[] popularKeys = [];
    readonly Queue<CatalogMatrix> superseded = new(); // oldest first; the memory of their signals is written over once nobody reads it
    CatalogMatrix? latest;

    /// <summary>The next set. Publish it before the one after it is built: then the memory of all earlier ones is free.</summary>
    /// <param name="encoder">The served model; null before the first is fitted.</param>
    /// <param name="tower">
    /// Where items that the model does not know lie; null: at the mean. One that was fitted to another model is not asked. Whoever
    /// gives it keeps it until the set after is built.
    /// </param>
    public CatalogMatrix Build(CatalogSnapshot current, SessionEncoder? encoder, ContentTower? tower = null)
    {
        if (!ReferenceEquals(tower?.Model, encoder?.Artifact)) tower = null;
        var replaced = catalog is null || current.Generation != catalog.Generation || !ReferenceEquals(builtWith, encoder) || !ReferenceEquals(coldRows.Tower, tower);
        var changed = replaced || current.Version != catalog!.Version;
        var (freeDense, freeSignals) = Recycled();
        if (changed)
        {
            var model = encoder?.Artifact;
            if (replaced)
            {
                StartAnew(model);
                coldRows = new ColdRows(tower);
            }
            (catalog, builtWith) = (current, encoder);
            var rowsMoved = FollowItems(current, model);
            itemOfRow = ItemsByRow(model, modelRows, replaced ? [] : itemOfRow);
            masks = new CategoryMasks(current, ineligible);
            if (replaced || rowsMoved || dense.Count != current.Count) dense = LayOut(current, model, freeDense);
            placed = coldRows.Placed(current.Count);
        }

        board.Refresh(current);
        var signals = LaySignals(current.Count, freeSignals);
        var scales = new SignalScale[board.Signals.Count];
        for (var s = 0; s < scales.Length; s++) scales[s] = board.Scale(s);
        if (changed) priceCorrelation = PriceCorrelation(current);
        if (latest is not null) superseded.Enqueue(latest);
        return latest = new CatalogMatrix(current, encoder, itemOfRow, moments, new ScoreMatrix(dense, signals), board.Signals, scales,
            priceCorrelation, masks, Popular(current), board.AsOf) { Placed = placed };
    }

    void StartAnew(ModelArtifact? model)
    {
        modelRows = [];
        counted = [];
        sums = new MomentSums(model?.Dimensions ?? 0);
    }

    /// <summary>
    /// Brings rows, eligibility and moment sums up to the snapshot; true when the row of a known item is another: those that
    /// lie at the mean move with it, those that lie where their attributes say when these change.
    /// </summary>
    bool FollowItems(CatalogSnapshot current, ModelArtifact? model)
    {
        var known = modelRows.Length;
        Array.Resize(ref modelRows, current.Count);
        Array.Resize(ref counted, current.Count);
        ineligible = new Bitset(current.Count);
        var items = current.Items;
        for (var i = known; i < items.Length; i++) modelRows[i] = RowOf(model, items[i].Id);
        var coldMoved = coldRows.Follow(current, modelRows);
        int cold = 0, atMean = 0;
        var meanMoved = false;
        for (var i = 0; i < items.Length; i++)
        {
            var eligible = items[i].IsEligible;
            if (!eligible) ineligible[i] = true;
            var row = modelRows[i];
            if (row < 0 && !coldRows.Has(i))
            {
                atMean++;
                if (eligible) cold++;
            }
            var counts = eligible && row >= 0;
            if (counts == counted[i]) continue;
            sums.Add(model!.EmbeddingOf(row), counts ? 1 : -1);
            counted[i] = counts;
            meanMoved = true;
        }
        moments = sums.ToMoments(cold);
        return meanMoved && atMean > 0 || coldMoved;
    }

    /// <summary>The row of an item that the model learned something about, or -1.</summary>
    internal static int RowOf(ModelArtifact? model, ItemId item)
    {
        var row = model?.Vocabulary.IndexOf(item) ?? -1;
        return row >= 0 && (model!.IsSparse || model.EmbeddingOf(row).ContainsAnyExcept(0f)) ? row : -1;
    }

    /// <summary>By row of a sparse term's vocabulary: the item, or -1. Empty for other models; as before where nothing is another.</summary>
    /// <param name="rows">By item: its row, or -1.</param>
    internal static int[] ItemsByRow(ModelArtifact? model, int[] rows, int[] before)
    {
        if (model is not { IsSparse: true }) return [];
        var items = new int[model.Vocabulary.Count];
        Array.Fill(items, -1);
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] >= 0) items[rows[i]] = i;
        return items.AsSpan().SequenceEqual(before) ? before : items;
    }

    /// <summary>Embeddings by item; one that the model does not know lies where its attributes say, or at the mean, so that its relevance is 0.</summary>
    ColumnBlock LayOut(CatalogSnapshot current, ModelArtifact? model, ColumnBlock? free)
    {
        if (model is null) return ColumnBlock.Build(default, current.Count, 0);
        return ColumnBlock.Build(current.Count, model.Dimensions,
            (item, row) => (modelRows[item] >= 0 ? model.EmbeddingOf(modelRows[item]) : coldRows.Has(item) ? coldRows[item] : moments.Mean).CopyTo(row), free);
    }

    ColumnBlock LaySignals(int count, ColumnBlock? free) => ColumnBlock.Build(count, board.Signals.Count, (item, row) =>
    {
        for (var s = 0; s < row.Length; s++) row[s] = board.Column(s)[item];
    }, free);

    /// <summary>
    /// What a superseded set leaves, once no request holds it: its signals, and its embeddings where no later set shares them.
    /// </summary>
    (ColumnBlock? Dense, ColumnBlock? Signals) Recycled()
    {
        ColumnBlock? freeDense = null, freeSignals = null;
        while (freeSignals is null && superseded.TryPeek(out var retired) && retired.TryRetire())
        {
            superseded.Dequeue();
            var next = superseded.TryPeek(out var later) ? later : latest!;
            if (!ReferenceEquals(retired.Encoder, next.Encoder)) retired.Encoder?.Dispose();
            // blocks are shared by neighbours only: what the next set does not have, none has
            if (!ReferenceEquals(retired.Scores.Dense, next.Scores.Dense)) freeDense = retired.Scores.Dense;
            freeSignals = retired.Scores.Signals;
        }
        return (freeDense, freeSignals);
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

    /// <summary>The best by popularity; ties go to the lower index.</summary>
    int[] Popular(CatalogSnapshot current)
    {
        var column = board.Column(board.Signals.IndexOf(SignalCatalog.Popularity));
        if (popularKeys.Length < current.Count) popularKeys = new ulong[current.Count];
        var live = 0;
        for (var i = 0; i < current.Count; i++)
            if (!ineligible[i]) popularKeys[live++] = RankKey.Of(column[i], i);
        var keys = popularKeys.AsSpan(0, live);
        KeySelection.MoveBestToFront(keys, Math.Min(PopularCount, live));
        keys = keys[..Math.Min(PopularCount, live)];
        keys.Sort();
        var popular = new int[keys.Length];
        for (var i = 0; i < popular.Length; i++) popular[i] = RankKey.Index(keys[i]);
        return popular;
    }
}
