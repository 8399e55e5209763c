using RecConsole.Engine.Experiments;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>The experiments that requests meet, with the revisions that their variants rank by, swapped atomically.</summary>
public sealed class ExperimentStore
{
    volatile Snapshot current = new(Assigner.None, []);

    sealed record Snapshot(Assigner Assigner, StrategyRevision?[] Revisions);

    public Assigner Assigner => current.Assigner;

    /// <summary>From the next request on.</summary>
    /// <param name="revisionOf">The revision of a hash; null where it is not known, and its arm serves nobody.</param>
    public void Show(Assigner assigner, Func<string, StrategyRevision?> revisionOf) =>
        current = new Snapshot(assigner, [.. assigner.Arms.Select(arm => arm.Revision is { } hash ? revisionOf(hash) : null)]);

    /// <summary>The variant that serves a request and the revision of it, of both where they are interleaved; none where it takes part in no experiment.</summary>
    /// <param name="live">For the variant of a draft that names no revision.</param>
    internal RevisionRoute? Find(SlateRequest request, StrategyStore live)
    {
        var now = current;
        if (now.Assigner.Assign(request.UserId?.Value, request.SessionId?.Value, request.Placement, request.Context.Segment) is not { } arm) return null;
        if (arm.Teams is { } teams)
            return RevisionOf(teams.A, now, live) is { } a && RevisionOf(teams.B, now, live) is { } b ? new RevisionRoute(a, arm, Rival: b) : null;
        return RevisionOf(arm, now, live) is { } revision ? new RevisionRoute(revision, arm) : null;
    }

    static StrategyRevision? RevisionOf(ExperimentArm arm, Snapshot now, StrategyStore live) => now.Revisions[arm.Index] ?? (arm.Revision is null ? live.Find(arm.Strategy) : null);
}
