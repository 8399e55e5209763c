using System.Threading.Tasks.Sources;
using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// The best items of one request and the set they were ranked in, held until disposed. Pooled: nothing of it may be used
/// afterwards. <see cref="Degraded"/> says why the engine could not rank, and then there are no items.
/// </summary>
public sealed class RankedItems : IDisposable, IValueTaskSource
{
    readonly Ranker owner;
    ManualResetValueTaskSourceCore<bool> completion = new() { RunContinuationsAsynchronously = true };
    float[] vector = [];
    int[] excluded = [];
    int excludedCount;
    CatalogMatrix? matrix;
    RankQuery? query;

    internal RankedItems(Ranker owner) => this.owner = owner;

    public CatalogMatrix Matrix => matrix ?? throw new ObjectDisposedException(nameof(RankedItems), "The ranking was handed back.");

    /// <summary>What was asked.</summary>
    internal RankQuery Query => query ?? throw new ObjectDisposedException(nameof(RankedItems), "The ranking was handed back.");

    /// <summary>Best first, canonical scores.</summary>
    public TopList Top { get; } = new();

    public StrategyRevision Revision { get; private set; } = StrategyStore.FirstDefault;

    /// <summary>The request as it was scored: <see cref="CanonicalScore"/> of it gives any item's score.</summary>
    public ScoreRequest Request { get; private set; }

    public RequestVector Terms { get; private set; }

    /// <summary>What was known of the shopper.</summary>
    public ShopperEncoding Shopper { get; private set; } = ShopperEncoding.Unknown;

    /// <summary>Memory of the list of a shopper on an item's page.</summary>
    internal SessionList PageList { get; } = new();

    /// <summary>The rules that hold for this request.</summary>
    public ActiveRules Rules { get; private set; } = ActiveRules.None;

    /// <summary>Why nothing was ranked, in one word (<c>overloaded</c>, <c>late</c>, <c>failed</c>), or null.</summary>
    public string? Degraded { get; private set; }

    /// <summary>The score that any item of the catalogue has under this request.</summary>
    public float ScoreOf(int item) => CanonicalScore.Of(Matrix.Scores, item, Request);

    /// <summary>Whether the request may not show the item.</summary>
    public bool IsExcluded(int item) => Request.Excluded![item] || excluded.AsSpan(0, excludedCount).Contains(item);

    /// <summary>Time stamp (of the time provider) after which the answer is of no use.</summary>
    internal long Deadline { get; private set; }

    internal void Prepare(CatalogMatrix held, RankQuery query, RulePlan plan, ShopperEncoding shopper, long deadline)
    {
        matrix = held;
        this.query = query;
        Revision = query.Revision;
        Rules = plan.Rules;
        Shopper = shopper;
        Deadline = deadline;
        Degraded = null;
        var width = held.Scores.Columns;
        if (vector.Length < width) vector = new float[width];
        Terms = RequestVector.Write(held, query.Revision, shopper.U, shopper.MeanLogPrice, vector.AsSpan(0, width));
        GatherExcluded(held, query, shopper);
        Request = new ScoreRequest
        {
            Vector = vector.AsMemory(0, width),
            Count = query.Count,
            Offset = Terms.Offset,
            Bias = plan.Bias,
            Excluded = plan.Excluded(held, query.Context.Category),
            ExcludedItems = excluded.AsMemory(0, excludedCount),
            Sparse = shopper.Sparse(query.Revision.Weight(WeightKeys.Relevance)),
        };
    }

    internal ValueTask Pending => new(this, completion.Version);

    internal void Complete(string? degraded = null)
    {
        Degraded = degraded;
        completion.SetResult(true);
    }

    /// <summary>Hands the result back for the next request.</summary>
    public void Dispose()
    {
        if (matrix is null) return;
        matrix.Release();
        matrix = null;
        query = null;
        completion.Reset();
        owner.Return(this);
    }

    void GatherExcluded(CatalogMatrix held, RankQuery query, ShopperEncoding shopper)
    {
        var most = shopper.Taken.Length + (query.Exclude?.Count ?? 0) + 1;
        if (excluded.Length < most) excluded = new int[most];
        shopper.Taken.CopyTo(excluded, 0);
        excludedCount = shopper.Taken.Length;
        if (query.Context.ItemId is { } page && held.Catalog.IndexOf(page) is >= 0 and var pageIndex) excluded[excludedCount++] = pageIndex;
        for (var i = 0; i < (query.Exclude?.Count ?? 0); i++)
            if (held.Catalog.IndexOf(query.Exclude![i]) is >= 0 and var index) excluded[excludedCount++] = index;
    }

    void IValueTaskSource.GetResult(short token) => completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);
}
