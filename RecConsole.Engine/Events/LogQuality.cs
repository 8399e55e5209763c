using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Events;

/// <summary>
/// In: logged events, and what ingest refused. Out: what the log holds and what is doubtful about it
/// (<see cref="Read"/>). The log's part is rebuilt with the shop; refusals and duplicates count since the start.
/// One lock, held some 50 ns an event; memory is bounded.
/// </summary>
public sealed class LogQuality(CatalogStore catalog)
{
    /// <summary>Ids that are kept as examples of items the catalogue does not know.</summary>
    public const int MaxExamples = 8;

    /// <summary>Reasons that are told apart; what comes later counts under <see cref="OtherReason"/>.</summary>
    public const int MaxReasons = 40;

    public const string OtherReason = "other";

    readonly Lock gate = new();
    long[] byKind = new long[Enum.GetValues<EventKind>().Max(kind => (int)kind) + 1];
    long[] byOrigin = new long[Enum.GetValues<EventOrigin>().Max(origin => (int)origin) + 1];
    List<ItemId> examples = [];
    readonly Dictionary<string, long> rejected = new(StringComparer.Ordinal);
    long events, unknownItems, duplicates;
    DateTimeOffset? first, last;

    /// <summary>Events in the log.</summary>
    public long EventCount
    {
        get
        {
            lock (gate) return events;
        }
    }

    /// <summary>An event that is in the log, new or read again.</summary>
    public void Record(ShopEvent e)
    {
        var isUnknown = e.ItemId is { } item && catalog.Current.IndexOf(item) < 0;
        lock (gate)
        {
            events++;
            byKind[(int)e.Kind]++;
            byOrigin[(int)e.Origin]++;
            if (first is null || e.Timestamp < first) first = e.Timestamp;
            if (last is null || e.Timestamp > last) last = e.Timestamp;
            if (!isUnknown) return;
            unknownItems++;
            if (examples.Count < MaxExamples && !examples.Contains(e.ItemId!.Value)) examples.Add(e.ItemId.Value);
        }
    }

    /// <param name="reason">As a sender is told; its first word names the field at fault, which is what is counted.</param>
    public void RecordRejected(string reason)
    {
        var field = reason.AsSpan(0, reason.AsSpan().IndexOf(' ') is > 0 and var end ? end : reason.Length).ToString();
        lock (gate)
        {
            if (!rejected.ContainsKey(field) && rejected.Count >= MaxReasons) field = OtherReason;
            rejected[field] = rejected.GetValueOrDefault(field) + 1;
        }
    }

    public void RecordDuplicates(int count)
    {
        lock (gate) duplicates += count;
    }

    /// <summary>Takes over, at once, what another has recorded of the log; that one is not used afterwards. Refusals and duplicates stay.</summary>
    public void Become(LogQuality rebuilt)
    {
        lock (gate)
        {
            (byKind, byOrigin, examples) = (rebuilt.byKind, rebuilt.byOrigin, rebuilt.examples);
            (events, unknownItems, first, last) = (rebuilt.events, rebuilt.unknownItems, rebuilt.first, rebuilt.last);
        }
    }

    public LogFigures Read()
    {
        lock (gate)
        {
            return new LogFigures(events, first, last, unknownItems, [.. examples], duplicates,
                Enum.GetValues<EventKind>().Where(kind => byKind[(int)kind] > 0).ToDictionary(kind => kind, kind => byKind[(int)kind]),
                Enum.GetValues<EventOrigin>().Where(origin => byOrigin[(int)origin] > 0).ToDictionary(origin => origin, origin => byOrigin[(int)origin]),
                new Dictionary<string, long>(rejected));
        }
    }
}

/// <summary>What the log holds at one moment.</summary>
/// <param name="First">Time of the oldest event; null while there is none.</param>
/// <param name="UnknownItems">Events whose item the catalogue did not know when they were read: they are kept, and count once it does after the next start.</param>
/// <param name="Duplicates">Events that were sent again, since the start.</param>
/// <param name="Rejected">Events that were refused since the start, by the field at fault.</param>
public sealed record LogFigures(
    long Events, DateTimeOffset? First, DateTimeOffset? Last, long UnknownItems, IReadOnlyList<ItemId> UnknownExamples, long Duplicates,
    IReadOnlyDictionary<EventKind, long> ByKind, IReadOnlyDictionary<EventOrigin, long> ByOrigin, IReadOnlyDictionary<string, long> Rejected);
