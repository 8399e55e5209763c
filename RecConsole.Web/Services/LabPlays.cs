using RecConsole.Engine.Events;

namespace RecConsole.Web.Services;

/// <summary>
/// The steps of the latest plays, by visit: an address that is opened again, here or by a colleague, shows them. Bounded:
/// beyond <see cref="MaxPlays"/> visits the one that rested longest is forgotten (a play of 100 steps holds about 200 kB).
/// </summary>
public sealed class LabPlays
{
    public const int MaxPlays = 64;

    readonly Lock gate = new();
    readonly Dictionary<SessionId, LabPlay> bySession = [];
    readonly LinkedList<SessionId> oldestFirst = [];

    /// <summary>What was kept of a visit of this shopper; null when nothing is.</summary>
    public LabPlay? Find(LabShopper shopper)
    {
        lock (gate) return bySession.TryGetValue(shopper.SessionId, out var play) && play.Shopper == shopper ? play : null;
    }

    /// <summary>Two windows on one visit: the later step is the one that is kept.</summary>
    public void Keep(LabPlay play)
    {
        lock (gate)
        {
            if (bySession.ContainsKey(play.Shopper.SessionId)) oldestFirst.Remove(play.Shopper.SessionId);
            bySession[play.Shopper.SessionId] = play;
            oldestFirst.AddLast(play.Shopper.SessionId);
            if (oldestFirst.Count <= MaxPlays) return;
            bySession.Remove(oldestFirst.First!.Value);
            oldestFirst.RemoveFirst();
        }
    }
}

/// <summary>The steps of one visit, oldest first; at least one.</summary>
public sealed record LabPlay(LabShopper Shopper, IReadOnlyList<LabStep> Steps);
