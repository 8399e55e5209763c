using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;

namespace RecConsole.Web.Services;

/// <summary>
/// In: a live revision, a draft, and for whom. Out: both slates as the shop would make them, beside each other. Nothing of it
/// is logged. The two share one product, one catalogue and one chance (common random numbers), so that what differs is the
/// draft's doing. Cost: one product of two vectors and two compositions, some milliseconds at 100,000 items.
/// </summary>
public sealed class StudioPreview(Ranker ranker, SlateBuilder builder, StudioShoppers shoppers, SegmentStore segments, TimeProvider time)
{
    /// <summary>The ranked set is swapped once a second at most: a second try meets one set, unless the shop is being replaced.</summary>
    const int MaxTries = 3;

    public async Task<StudioComparison> CompareAsync(StudioRequest request, StrategyRevision live, StrategyRevision draft, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var shopper = shoppers.Find(request.Shopper) ?? SessionState.Empty;
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            // both are asked for before either is awaited: they meet in one product
            var asked = ranker.RankAsync(Query(request, shopper, live));
            using var drafted = await ranker.RankAsync(Query(request, shopper, draft)).ConfigureAwait(false);
            using var lived = await asked.ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (!ReferenceEquals(lived.Matrix, drafted.Matrix) && attempt < MaxTries) continue;

            var problem = lived.Degraded ?? drafted.Degraded;
            var (left, right) = problem is null ? (Slate(request, lived, live), Slate(request, drafted, draft)) : (Nothing(live), Nothing(draft));
            return new StudioComparison(request, left, right, SlateMovement.Between(Ids(left), Ids(right)))
            {
                HasModel = drafted.Matrix.Model is not null,
                Problem = problem is null ? null : $"The engine could not rank ({problem}). What stands here is what was ranked before; move anything to ask again.",
                TookMs = time.GetElapsedTime(started).TotalMilliseconds,
            };
        }
    }

    /// <summary>Where an item stands under a revision, and what would bring it to a rank; null for an item that is not in the catalogue, or when the engine could not rank.</summary>
    public async Task<WhyAnswer?> AskAsync(StudioRequest request, StrategyRevision revision, ItemId item, int rank, CancellationToken cancellation)
    {
        using var ranked = await ranker.RankAsync(Query(request, shoppers.Find(request.Shopper) ?? SessionState.Empty, revision)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var catalog = ranked.Matrix.Catalog;
        if (ranked.Degraded is not null || catalog.IndexOf(item) is not (>= 0 and var index)) return null;
        // a tenth of a second at 100,000 items: not on the circuit's thread
        var standing = await Task.Run(() => WhyNot.Explain(ranked, index, rank), cancellation).ConfigureAwait(false);
        return new WhyAnswer(catalog[index], standing, standing.Rival is { } rival ? catalog[rival.Item] : null);
    }

    RankQuery Query(StudioRequest request, SessionState shopper, StrategyRevision revision) => new(shopper, Settled(request, revision), Math.Max(ranker.TopItems, request.Count))
    {
        Placement = request.Placement,
        Context = segments.ContextOf(new ShopperAsking(request.Shopper.User, shopper, request.Placement, request.Context)),
    };

    /// <summary>The revision with its chance, or without.</summary>
    static StrategyRevision Settled(StudioRequest request, StrategyRevision revision) =>
        request.Draw is null && revision.Exploration.IsOn ? revision with { Exploration = Exploration.None } : revision;

    static ulong Seed(StudioRequest request) =>
        StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"{request.Shopper.Text}\n{request.Placement}\n{request.Draw}"));

    StudioSlate Slate(StudioRequest request, RankedItems ranked, StrategyRevision revision)
    {
        var trace = builder.Trace(ranked, request.Count, Seed(request));
        var catalog = ranked.Matrix.Catalog;
        var items = new List<StudioItem>(request.Count);
        foreach (var entry in trace.Entries)
        {
            if (entry.Slot is not { } slot) break; // the slate's come first
            var index = catalog.IndexOf(entry.Item);
            items.Add(new StudioItem(catalog[index], slot, entry.Score, entry.ScoreRank, Explanation.Of(ranked, index))
            {
                PinnedBy = entry.PinnedBy is { } pin ? revision.RuleName(pin) : null,
                PutOff = entry is { PutOff: { } cap, PutOffSlot: { } off }
                    ? $"kept out of slot {off} by the cap of {cap.Most} of one {cap.Field.ToString().ToLowerInvariant()} in {cap.Window} slots"
                    : null,
            });
        }
        return new StudioSlate(revision.Hash, items, trace.Notes) { Explored = trace.Explored };
    }

    static StudioSlate Nothing(StrategyRevision revision) => new(revision.Hash, [], []);

    static ItemId[] Ids(StudioSlate slate) => [.. slate.Items.Select(item => item.Item.Id)];
}
