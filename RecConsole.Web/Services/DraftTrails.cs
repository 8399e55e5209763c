using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>
/// The steps of each person at each strategy, so that a page that is loaded again can still undo them. In memory, for
/// <see cref="Lifetime"/> after the last one; of two windows of one person, the steps of the one that changed something last.
/// Safe on any thread.
/// </summary>
public sealed class DraftTrails(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    /// <summary>Trails kept at most; the oldest goes.</summary>
    public const int MaxTrails = 64;

    readonly Lock gate = new();
    readonly Dictionary<(string Key, string Person), (DraftTrail Trail, int? Live, DateTimeOffset At)> trails = [];

    /// <param name="live">Number of the live revision: after another one went live the steps are of the past.</param>
    public void Keep(string key, string personId, int? live, DraftTrail trail)
    {
        lock (gate)
        {
            trails[(key, personId)] = (trail.Copy(), live, time.GetUtcNow());
            Drop();
        }
    }

    /// <summary>The steps that led to what the draft is now; null when there are none, or they led elsewhere.</summary>
    public DraftTrail? Find(string key, string personId, int? live, StrategyRevision now)
    {
        lock (gate)
        {
            Drop();
            return trails.TryGetValue((key, personId), out var kept) && kept.Live == live && DraftTrail.SameContent(kept.Trail.Current, now) ? kept.Trail.Copy() : null;
        }
    }

    void Drop()
    {
        var oldest = time.GetUtcNow() - Lifetime;
        foreach (var (place, kept) in trails.ToArray())
            if (kept.At <= oldest) trails.Remove(place);
        if (trails.Count > MaxTrails) trails.Remove(trails.MinBy(pair => pair.Value.At).Key);
    }
}
