using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: events in any order. Out: sessions as lines of (vocabulary row, weight) in the order of time, each item once with its
/// largest weight; the sessions of one shopper stand next to each other, oldest first. Events of weight zero are left out.
/// </summary>
sealed class SessionCorpus
{
    readonly record struct Line(int Session, long Ticks, int Row, float Weight);

    SessionCorpus(ItemVocabulary vocabulary, int[] starts, int[] rows, float[] weights, bool[] continuesShopper, long eventCount) =>
        (Vocabulary, Starts, Rows, Weights, ContinuesShopper, EventCount) = (vocabulary, starts, rows, weights, continuesShopper, eventCount);

    /// <summary>Items by their id, ordinal: the same items have the same rows, whatever the order of events.</summary>
    public ItemVocabulary Vocabulary { get; }

    /// <summary>Lines of session s: from Starts[s] up to Starts[s + 1].</summary>
    public int[] Starts { get; }

    public int[] Rows { get; }
    public float[] Weights { get; }

    /// <summary>Whether session s is of the same shopper as session s - 1.</summary>
    public bool[] ContinuesShopper { get; }

    public long EventCount { get; }
    public int SessionCount => Starts.Length - 1;

    public static SessionCorpus Build(IReadOnlyList<ShopEvent> events, KindWeights kindWeights, CancellationToken cancellation)
    {
        var items = new HashSet<ItemId>();
        foreach (var e in events)
            if (e.ItemId is { } item && kindWeights.Of(e.Kind) > 0) items.Add(item);
        var vocabulary = new ItemVocabulary(items.OrderBy(item => item.Value, StringComparer.Ordinal));
        cancellation.ThrowIfCancellationRequested();

        var sessions = new Dictionary<(UserId, SessionId), int>();
        var users = new Dictionary<UserId, int>();
        var sessionStart = new List<(int User, long Ticks)>();
        var lines = new List<Line>(events.Count);
        foreach (var e in events)
        {
            var weight = kindWeights.Of(e.Kind);
            if (e.ItemId is not { } item || weight == 0) continue;
            var ticks = e.Timestamp.UtcTicks;
            if (!sessions.TryGetValue((e.UserId, e.SessionId), out var session))
            {
                if (!users.TryGetValue(e.UserId, out var user)) users[e.UserId] = user = users.Count;
                sessions[(e.UserId, e.SessionId)] = session = sessions.Count;
                sessionStart.Add((user, ticks));
            }
            else if (ticks < sessionStart[session].Ticks) sessionStart[session] = sessionStart[session] with { Ticks = ticks };
            lines.Add(new Line(session, ticks, vocabulary.IndexOf(item), weight));
        }
        cancellation.ThrowIfCancellationRequested();
        return Arrange(vocabulary, sessionStart, lines);
    }

    static SessionCorpus Arrange(ItemVocabulary vocabulary, List<(int User, long Ticks)> sessionStart, List<Line> lines)
    {
        var order = Enumerable.Range(0, sessionStart.Count)
            .OrderBy(session => sessionStart[session].User).ThenBy(session => sessionStart[session].Ticks).ToArray(); // stable
        var place = new int[order.Length];
        for (var s = 0; s < order.Length; s++) place[order[s]] = s;
        var sorted = lines.OrderBy(line => place[line.Session]).ThenBy(line => line.Ticks);

        var starts = new int[order.Length + 1];
        var rows = new List<int>(lines.Count);
        var weights = new List<float>(lines.Count);
        var lastLineOf = new int[vocabulary.Count]; // the item's line, if it lies in the session at hand
        Array.Fill(lastLineOf, -1);
        var current = -1;
        foreach (var line in sorted)
        {
            for (; current < place[line.Session]; current++) starts[current + 1] = rows.Count;
            if (lastLineOf[line.Row] is var known && known >= starts[current])
            {
                weights[known] = Math.Max(weights[known], line.Weight);
                continue;
            }
            lastLineOf[line.Row] = rows.Count;
            rows.Add(line.Row);
            weights.Add(line.Weight);
        }
        starts[^1] = rows.Count;

        var continues = new bool[order.Length];
        for (var s = 1; s < order.Length; s++) continues[s] = sessionStart[order[s]].User == sessionStart[order[s - 1]].User;
        return new SessionCorpus(vocabulary, starts, [.. rows], [.. weights], continues, lines.Count);
    }
}
