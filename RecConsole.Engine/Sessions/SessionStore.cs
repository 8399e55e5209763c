using System.Collections.Concurrent;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Sessions;

/// <summary>
/// In: logged events, from the one pump. Out: the state of a visit and of a shopper, readable from any thread without a
/// lock. Held in memory and rebuilt from the log at start.
/// </summary>
public sealed class SessionStore
{
    volatile Memory memory = new();

    public int SessionCount => memory.BySession.Count;
    public int UserCount => memory.ByUser.Count;

    /// <summary>Single writer. What is played in the lab stays in the played visit: neither the shopper nor a visit of the shop is touched.</summary>
    public void Apply(ShopEvent e)
    {
        var (bySession, byUser) = memory;
        var visit = bySession.GetValueOrDefault(e.SessionId);
        if (e.Origin == EventOrigin.Lab)
        {
            visit ??= byUser.GetValueOrDefault(e.UserId, SessionState.Empty) with { IsPlayed = true };
            if (visit.IsPlayed) bySession[e.SessionId] = SessionUpdater.Apply(visit, e);
            return;
        }
        bySession[e.SessionId] = SessionUpdater.Apply(visit is null or { IsPlayed: true } ? SessionState.Empty : visit, e);
        byUser[e.UserId] = SessionUpdater.Apply(byUser.GetValueOrDefault(e.UserId, SessionState.Empty), e);
    }

    /// <summary>
    /// What is known of the shopper who asks: the shopper's own history where they are known, else the visit's, else
    /// <see cref="SessionState.Empty"/>.
    /// </summary>
    public SessionState Find(UserId? user, SessionId? session)
    {
        var (bySession, byUser) = memory;
        if (user is { } u && byUser.TryGetValue(u, out var known)) return known;
        if (session is { } s && bySession.TryGetValue(s, out var visit)) return visit;
        return SessionState.Empty;
    }

    /// <summary>
    /// The latest visits, newest first; played ones left out. Where a text is given, only those that have it in their own or
    /// their shopper's id. A pass over all visits: some 20 ms for 100,000.
    /// </summary>
    public IReadOnlyList<(SessionId Id, SessionState State)> Latest(int count, string? text = null) => memory.BySession
        .Where(pair => !pair.Value.IsPlayed && (text is null || pair.Key.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
            || pair.Value.UserId?.Value.Contains(text, StringComparison.OrdinalIgnoreCase) == true))
        .OrderByDescending(pair => pair.Value.LastEventAt).Take(count).Select(pair => (pair.Key, pair.Value)).ToList();

    /// <summary>Shoppers with the longest memory first: those on whom a change of strategy shows.</summary>
    public IReadOnlyList<(UserId Id, SessionState State)> LatestUsers(int count) => memory.ByUser
        .OrderByDescending(pair => pair.Value.LastEventAt).Take(count).Select(pair => (pair.Key, pair.Value)).ToList();

    /// <summary>Forgets visits without an event since <paramref name="before"/>; returns how many. Shoppers are kept.</summary>
    public int EvictIdle(DateTimeOffset before)
    {
        var evicted = 0;
        var bySession = memory.BySession;
        foreach (var (id, state) in bySession)
            if (state.LastEventAt < before && bySession.TryRemove(new(id, state))) evicted++;
        return evicted;
    }

    public void Clear() => memory = new();

    /// <summary>Takes over what <paramref name="rebuilt"/> holds, at once for every reader; that store is not used afterwards.</summary>
    public void Become(SessionStore rebuilt) => memory = rebuilt.memory;

    sealed record Memory(ConcurrentDictionary<SessionId, SessionState> BySession, ConcurrentDictionary<UserId, SessionState> ByUser)
    {
        public Memory() : this(new(), new()) { }
    }
}
