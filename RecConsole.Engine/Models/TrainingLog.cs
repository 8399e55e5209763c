using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: events in any order. Out: what the models of the zoo count and factorise: each shopper's interactions in the order of
/// time, and the same as sets. Events of weight zero (impressions, searches, removals) are left out. Immutable.
/// </summary>
public sealed class TrainingLog
{
    TrainingLog(IReadOnlyList<ShopEvent> events, ItemVocabulary vocabulary, int[] starts, int[] rows, EventKind[] kinds, long[] unixSeconds)
    {
        (Events, Vocabulary, Starts, Rows, Kinds, UnixSeconds) = (events, vocabulary, starts, rows, kinds, unixSeconds);
        UserSets = new int[UserCount][];
        for (var user = 0; user < UserCount; user++)
        {
            var set = rows[starts[user]..starts[user + 1]];
            Array.Sort(set);
            UserSets[user] = Distinct(set);
        }
        ItemSets = Transpose(UserSets, vocabulary.Count);
    }

    /// <summary>All events that were given, for models that read more of them.</summary>
    public IReadOnlyList<ShopEvent> Events { get; }

    /// <summary>The items of the log by their id, ordinal: the same items have the same rows, whatever the order of events.</summary>
    public ItemVocabulary Vocabulary { get; }

    /// <summary>Interactions of shopper u: from Starts[u] up to Starts[u + 1].</summary>
    public int[] Starts { get; }

    /// <summary>The row of each interaction's item; repeats stay.</summary>
    public int[] Rows { get; }

    /// <summary>What was done, of each interaction.</summary>
    public EventKind[] Kinds { get; }

    /// <summary>When, of each interaction.</summary>
    public long[] UnixSeconds { get; }

    /// <summary>By shopper: the distinct rows, ascending.</summary>
    public int[][] UserSets { get; }

    /// <summary>By item: the shoppers who dealt with it, ascending. The length is the item's popularity.</summary>
    public int[][] ItemSets { get; }

    public int UserCount => Starts.Length - 1;

    public ReadOnlySpan<int> RowsOf(int user) => Rows.AsSpan(Starts[user]..Starts[user + 1]);

    /// <summary>The latest distinct rows of a shopper, newest first, at most so many.</summary>
    internal int[] Latest(int user, int most)
    {
        var latest = new List<int>(Math.Min(most, UserSets[user].Length));
        for (var i = Starts[user + 1] - 1; i >= Starts[user] && latest.Count < most; i--)
            if (!latest.Contains(Rows[i])) latest.Add(Rows[i]);
        return [.. latest];
    }

    public static TrainingLog Build(IReadOnlyList<ShopEvent> events, KindWeights kinds, CancellationToken cancellation)
    {
        var users = new Dictionary<UserId, int>();
        var items = new HashSet<ItemId>();
        foreach (var e in events)
        {
            if (e.ItemId is not { } item || kinds.Of(e.Kind) == 0) continue;
            users.TryAdd(e.UserId, users.Count);
            items.Add(item);
        }
        cancellation.ThrowIfCancellationRequested();
        var vocabulary = new ItemVocabulary(items.OrderBy(item => item.Value, StringComparer.Ordinal));
        var lines = new List<(int User, DateTimeOffset At, int Row, EventKind Kind)>(events.Count);
        foreach (var e in events)
            if (e.ItemId is { } item && kinds.Of(e.Kind) > 0) lines.Add((users[e.UserId], e.Timestamp, vocabulary.IndexOf(item), e.Kind));
        cancellation.ThrowIfCancellationRequested();

        var starts = new int[users.Count + 1];
        var rows = new int[lines.Count];
        var done = new EventKind[lines.Count];
        var seconds = new long[lines.Count];
        var at = 0;
        foreach (var line in lines.OrderBy(line => line.User).ThenBy(line => line.At)) // stable: one moment keeps the order of the log
        {
            starts[line.User + 1] = at + 1;
            (rows[at], done[at], seconds[at]) = (line.Row, line.Kind, line.At.ToUnixTimeSeconds());
            at++;
        }
        return new TrainingLog(events, vocabulary, starts, rows, done, seconds);
    }

    static int[] Distinct(int[] ascending)
    {
        var count = 0;
        for (var i = 0; i < ascending.Length; i++)
            if (i == 0 || ascending[i] != ascending[i - 1]) ascending[count++] = ascending[i];
        return count == ascending.Length ? ascending : ascending[..count];
    }

    static int[][] Transpose(int[][] sets, int count)
    {
        var lengths = new int[count];
        foreach (var set in sets)
            foreach (var row in set) lengths[row]++;
        var transposed = Array.ConvertAll(lengths, length => new int[length]);
        Array.Clear(lengths);
        for (var user = 0; user < sets.Length; user++)
            foreach (var row in sets[user]) transposed[row][lengths[row]++] = user;
        return transposed;
    }
}
