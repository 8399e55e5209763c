using System.Collections.Concurrent;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// What experiments name of the shop: revisions of strategies, and a segment. A revision is kept for good once it was live or in
/// a test, so that what a running experiment has pinned is there after any publication, roll-back or restart.
/// </summary>
public sealed class ExperimentReferences(StrategyTable table, StrategyStore store, StrategyDesk desk, StrategyPublisher publisher, SegmentStore segments)
{
    readonly ConcurrentDictionary<string, StrategyRevision> known = new(StringComparer.Ordinal);

    /// <summary>A kept revision by its hash, or null; from the database the first time.</summary>
    public StrategyRevision? Find(string hash)
    {
        if (known.TryGetValue(hash, out var found)) return found;
        return table.FindByHash(hash) is { } kept ? known[hash] = kept : null;
    }

    /// <summary>What an experiment names and the shop does not have, each with what there is.</summary>
    public IEnumerable<string> Problems(Experiment experiment)
    {
        if (experiment.Segment is { } segment && !segments.All.Any(one => one.Key.Equals(segment, StringComparison.OrdinalIgnoreCase)))
            yield return $"There is no segment '{segment}'; {(segments.All.Count == 0 ? "there is none yet" : $"there are {string.Join(", ", segments.All.Select(one => one.Key))}")}.";
        if (experiment.Variants.IsDefault) yield break;
        foreach (var variant in experiment.Variants)
            if (Problem(variant) is { } problem) yield return problem;
    }

    /// <summary>
    /// The variant with the revision that it is going to rank by: the one that it names, else the one that is live now. A draft
    /// that was approved is kept for it; one that was not takes somebody who may publish, since shoppers will see it.
    /// </summary>
    public async Task<(Variant Pinned, string? Refusal)> PinAsync(Variant variant, Person who, CancellationToken cancellation)
    {
        if (variant.Revision is not { } hash)
            return store.Find(variant.Strategy) is { } live
                ? (variant with { Revision = live.Hash }, null)
                : (variant, $"No revision of the strategy '{variant.Strategy}' is live: name the one that '{variant.Name}' is to rank by, or publish one.");
        if (Find(hash) is not null) return (variant, null);
        if (Draft(variant) is not { } draft) return (variant, Problem(variant));
        if (draft.State is not (DraftState.Approved or DraftState.Scheduled) && !who.May(Permission.Publish))
            return (variant, $"The draft of '{variant.Strategy}' that '{variant.Name}' ranks by has not been approved: let somebody approve it, or somebody start the experiment who may publish.");
        await publisher.KeepAsync(draft.Content, cancellation);
        return (variant, null);
    }

    string? Problem(Variant variant)
    {
        if (string.IsNullOrWhiteSpace(variant.Strategy)) return null; // the definition by itself says so
        if (!desk.Keys.Contains(variant.Strategy, StringComparer.Ordinal))
            return $"There is no strategy '{variant.Strategy}' for '{variant.Name}'; there are {string.Join(", ", desk.Keys.Order(StringComparer.Ordinal))}.";
        if (variant.Revision is not { } hash || Draft(variant) is not null) return null;
        return Find(hash) is not { } kept ? $"There is no revision {hash} of the strategy '{variant.Strategy}'; name the hash of a kept one or of its draft, or none for the one that is live at the start."
            : kept.Key != variant.Strategy ? $"Revision {hash} is of the strategy '{kept.Key}', not of '{variant.Strategy}'."
            : null;
    }

    StrategyDraft? Draft(Variant variant) => desk.FindDraft(variant.Strategy) is { } draft && draft.Content.Hash == variant.Revision ? draft : null;
}
