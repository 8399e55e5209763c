using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// Sessions for a history that names none: a shopper's events belong to one session until a gap of more than
/// <see cref="Gap"/>. Sessions are numbered in order of their first event, so that the same file gives the same names.
/// </summary>
public static class SessionCutter
{
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    /// <summary>The session of events that have none yet: this very string, which no file can hold. <see cref="Cut"/> replaces it.</summary>
    public static readonly string Uncut = new("uncut".AsSpan());

    /// <param name="events">Oldest first.</param>
    public static IReadOnlyList<ShopEvent> Cut(IReadOnlyList<ShopEvent> events)
    {
        var open = new Dictionary<UserId, (SessionId Session, DateTimeOffset Last)>();
        var cut = new List<ShopEvent>(events.Count);
        var sessions = 0;
        foreach (var e in events)
        {
            if (!ReferenceEquals(e.SessionId.Value, Uncut))
            {
                cut.Add(e);
                continue;
            }
            var session = open.TryGetValue(e.UserId, out var current) && e.Timestamp - current.Last <= Gap
                ? current.Session
                : new SessionId($"imported-{++sessions:D6}");
            open[e.UserId] = (session, e.Timestamp);
            cut.Add(e with { SessionId = session });
        }
        return cut;
    }
}
