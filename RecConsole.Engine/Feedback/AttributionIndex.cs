using System.Collections.Concurrent;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Feedback;

/// <summary>
/// In: served slates and logged events. Out: the slate and slot that an event belongs to: the latest slate that showed
/// its item to that session (or, for slates asked without a session, to that shopper) within the window.
/// Bounded: at most <see cref="MaxSlatesPerVisit"/> slates a visit, and none older than the window after <see cref="Evict"/>.
/// </summary>
public sealed class AttributionIndex(TimeSpan window)
{
    public const int MaxSlatesPerVisit = 32;

    volatile Memory memory = new();

    public TimeSpan Window { get; } = window > TimeSpan.Zero
        ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "The attribution window is a positive time span.");

    public void Observe(SlateRecord slate)
    {
        if (slate.Slots.Count == 0) return;
        var (bySession, byUser) = memory;
        if (slate.SessionId is { } session) bySession.AddOrUpdate(session, static (_, s) => [s], static (_, old, s) => Append(old, s), slate);
        else if (slate.UserId is { } user) byUser.AddOrUpdate(user, static (_, s) => [s], static (_, old, s) => Append(old, s), slate);
    }

    /// <summary>The slot that showed the event's item, or null: not a recommendation's doing as far as is known.</summary>
    public Attribution? Attribute(ShopEvent e)
    {
        if (e.ItemId is not { } item) return null;
        var (bySession, byUser) = memory;
        return (bySession.TryGetValue(e.SessionId, out var visit) ? Latest(visit, e, item) : null)
            ?? (byUser.TryGetValue(e.UserId, out var shopper) ? Latest(shopper, e, item) : null);
    }

    /// <summary>The latest slates that showed an item, newest first. Reads all slates in memory: for a page, not for a request.</summary>
    public IReadOnlyList<Attribution> LatestShowing(ItemId item, int count)
    {
        var found = new List<Attribution>();
        var (bySession, byUser) = memory;
        foreach (var slate in bySession.Values.Concat(byUser.Values).SelectMany(slates => slates))
            foreach (var slot in slate.Slots)
                if (slot.ItemId == item) found.Add(new Attribution(slate, slot.Position));
        return [.. found.OrderByDescending(showing => showing.Slate.ServedAt).Take(count)];
    }

    /// <summary>Forgets slates that no event can belong to any more.</summary>
    public void Evict(DateTimeOffset now)
    {
        var (bySession, byUser) = memory;
        Evict(bySession, now - Window);
        Evict(byUser, now - Window);
    }

    /// <summary>Takes over what <paramref name="rebuilt"/> holds, at once for every reader; that index is not used afterwards.</summary>
    public void Become(AttributionIndex rebuilt) => memory = rebuilt.memory;

    Attribution? Latest(SlateRecord[] slates, ShopEvent e, ItemId item)
    {
        for (var i = slates.Length - 1; i >= 0; i--)
        {
            var slate = slates[i];
            if (e.SlateId is { } named && named != slate.Id) continue;
            if (e.Timestamp - slate.ServedAt > Window || slate.ServedAt - e.Timestamp > EventValidator.MaxClockSkew) continue;
            foreach (var slot in slate.Slots)
                if (slot.ItemId == item) return new Attribution(slate, slot.Position);
        }
        return null;
    }

    static SlateRecord[] Append(SlateRecord[] old, SlateRecord slate) =>
        old.Length < MaxSlatesPerVisit ? [.. old, slate] : [.. old.AsSpan(1), slate];

    static void Evict<TKey>(ConcurrentDictionary<TKey, SlateRecord[]> slates, DateTimeOffset before) where TKey : notnull
    {
        foreach (var pair in slates)
            if (pair.Value[^1].ServedAt < before) slates.TryRemove(pair);
    }

    // slates oldest first; arrays are never changed in place
    sealed record Memory(ConcurrentDictionary<SessionId, SlateRecord[]> BySession, ConcurrentDictionary<UserId, SlateRecord[]> ByUser)
    {
        public Memory() : this(new(), new()) { }
    }
}
