using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>
/// The whole request. In: a <see cref="SlateRequest"/>. Out: always a <see cref="Slate"/>; nothing on this path waits for
/// the database, and what could not be done in time is named in <see cref="Slate.Degraded"/>.
/// </summary>
public sealed class Recommender(Ranker ranker, SlateBuilder builder, SlateRecorder recorder, RevisionRouter router, Audience audience, TimeProvider time)
{
    const string NoModel = "none";

    public async ValueTask<Slate> RecommendAsync(SlateRequest request, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var shopper = audience.Recognise(ref request);
        var route = router.Find(request); // after the segment is known: an experiment may be for one
        var query = Query(request, shopper, route.Revision);
        if (route.Rival is { } rival)
        {
            var (control, variant) = await ranker.RankBothAsync(query, rival).ConfigureAwait(false);
            using (control)
            using (variant)
                return Answer(request, route, control, variant, started);
        }
        using var ranked = await ranker.RankAsync(query).ConfigureAwait(false);
        return Answer(request, route, ranked, null, started);
    }

    /// <param name="rival">The same request under the other variant, where the slate is drafted of both.</param>
    Slate Answer(SlateRequest request, in RevisionRoute route, RankedItems ranked, RankedItems? rival, long started)
    {
        var now = time.GetUtcNow();
        var id = SlateId.NewTimeOrdered(now);
        var seed = Seed(request, id);
        if (ranked.Degraded is null && rival?.Degraded is not null) (ranked, rival) = (rival, ranked); // without one of them there is nothing to draft
        BuiltSlate built;
        SlateItem[] items;
        if (ranked.Degraded is null && rival is not null)
        {
            (items, built) = InterleavedSlate.Draft(builder, ranked, rival, request.Count, seed, DraftSeed(request, route.Arm!), request.Explain);
        }
        else
        {
            built = ranked.Degraded is null ? builder.Build(ranked, request.Count, seed) : SlateBuilder.Popular(ranked, request.Count);
            items = Items(ranked, built.Slots, request.Explain);
        }
        var degraded = Degraded(ranked, route.IsUnknown, items.Length, request.Count);
        var took = time.GetElapsedTime(started);
        var slate = new Slate(id, route.Revision.Key, route.Revision.Hash, ranked.Matrix.Model?.Name ?? NoModel)
        {
            Arm = route.Arm,
            Items = items,
            Generation = ranked.Matrix.Catalog.Generation,
            Degraded = degraded,
            Empty = items.Length == 0 ? EmptyReason(ranked, request) : null,
            TookMs = took.TotalMilliseconds,
        };
        recorder.Record(request, slate, ranked, built, now, seed, took);
        return slate;
    }

    RankQuery Query(SlateRequest request, SessionState shopper, StrategyRevision revision) =>
        new(shopper, revision, Math.Max(ranker.TopItems, request.Count)) { Placement = request.Placement, Context = request.Context, Exclude = request.Exclude };

    /// <summary>
    /// What revisions would show somebody of whom this is known: the slates of one request under each of them, on one set of
    /// catalogue and signals and one chance, that of the request's visit. Nothing is logged and nobody waits in the queue of the
    /// requests: for a look, not for shoppers. Each slate's time is that of its own ranking. Cost: a product and a composition
    /// each, on the caller's thread.
    /// </summary>
    public IReadOnlyList<Slate> Play(SlateRequest request, SessionState shopper, ReadOnlySpan<PlayedArm> arms)
    {
        request = audience.InSegment(request, shopper);
        var matrix = ranker.Hold();
        try
        {
            var slates = new Slate[arms.Length];
            for (var i = 0; i < slates.Length; i++) slates[i] = Play(request, shopper, arms[i], matrix);
            return slates;
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
    }

    Slate Play(SlateRequest request, SessionState shopper, PlayedArm arm, CatalogMatrix current)
    {
        var matrix = arm.Model is null ? current : arm.Model.Over(current);
        var started = time.GetTimestamp();
        var answer = new RankedItems[1];
        ranker.RankMany(matrix, [Query(request, shopper, arm.Revision)], answer);
        using var ranked = answer[0];
        var id = SlateId.NewTimeOrdered(time.GetUtcNow());
        var built = builder.Build(ranked, request.Count, Seed(request, id));
        var items = Items(ranked, built.Slots, request.Explain);
        return new Slate(id, arm.Revision.Key, arm.Revision.Hash, matrix.Model?.Name ?? NoModel)
        {
            Items = items,
            Generation = matrix.Catalog.Generation,
            Degraded = Degraded(ranked, strategyUnknown: false, items.Length, request.Count),
            Empty = items.Length == 0 ? EmptyReason(ranked, request) : null,
            TookMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    /// <summary>
    /// One chance for a visit and a placement: a shopper who comes back to a page finds it as it was, and what moves within a
    /// visit moved for a reason. Estimates from the log must count visits, not slates, as independent.
    /// </summary>
    static ulong Seed(SlateRequest request, SlateId id) =>
        (request.SessionId?.Value ?? request.UserId?.Value) is { } visit
            ? Rng.Mix(StableHash.Of(visit) ^ Rng.Mix(StableHash.Of(request.Placement)))
            : StableHash.Of(id.Value);

    static ulong DraftSeed(SlateRequest request, ExperimentArm arm) => TeamDraft.SeedOf(arm.Experiment, arm.Phase ?? 0, request.UnitOf(arm) ?? "",
        request.Placement, request.Context.ItemId?.Value ?? request.Context.Category ?? request.Context.Query ?? "");

    static SlateItem[] Items(RankedItems ranked, SlateSlotChoice[] slots, bool explain)
    {
        var items = new SlateItem[slots.Length];
        for (var i = 0; i < slots.Length; i++)
            items[i] = new SlateItem(ranked.Matrix.Catalog[slots[i].Item].Id, i + 1, slots[i].Score, slots[i].Propensity,
                explain ? Explanation.Of(ranked, slots[i].Item) : null);
        return items;
    }

    static IReadOnlyList<string> Degraded(RankedItems ranked, bool strategyUnknown, int shown, int wanted)
    {
        // ranked items were left and no cap let them in
        var capped = shown < wanted && ranked.Degraded is null && ranked.Revision.Caps.Length > 0 && ranked.Top.Count > shown;
        if (ranked.Degraded is null && !strategyUnknown && ranked.Matrix.Model is not null && !capped) return [];
        var reasons = new List<string>(3);
        if (capped) reasons.Add($"caps leave {wanted - shown} of {wanted} slots empty");
        if (ranked.Degraded is { } why) reasons.Add($"ranking {why}: most popular items instead");
        if (strategyUnknown) reasons.Add("strategy unknown: the default instead");
        if (ranked.Matrix.Model is null && ranked.Matrix.Catalog.Count > 0) reasons.Add("no model yet: relevance is 0");
        return reasons;
    }

    /// <summary>Why there is no item, and what would help.</summary>
    static string EmptyReason(RankedItems ranked, SlateRequest request)
    {
        var matrix = ranked.Matrix;
        if (matrix.Catalog.Count == 0) return "The catalogue is empty: import one, or add items through POST /api/v1/items.";
        if (matrix.Ineligible.Count() == matrix.Catalog.Count) return $"None of the {matrix.Catalog.Count} items can be shown: all are inactive or out of stock.";
        if (request.Context.Category is { } category && matrix.OutsideCategory(category).Count() == matrix.Catalog.Count)
            return $"No item that can be shown is in the category '{category}'.";
        if (ranked.Rules.Hidden is not null && ranked.Request.Excluded!.Count() == matrix.Catalog.Count)
            return $"The rules of the strategy '{ranked.Revision.Key}' take every item off this slate: look at its hide and include-only rules.";
        return "Every item that could be shown was bought before, lies in the cart or is excluded by the request.";
    }
}
