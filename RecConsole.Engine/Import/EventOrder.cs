using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>History in order of time; events of one moment keep the file's order.</summary>
public static class EventOrder
{
    public static IReadOnlyList<ShopEvent> OldestFirst(List<ShopEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
            if (events[i].Timestamp < events[i - 1].Timestamp) return [.. events.OrderBy(e => e.Timestamp)];
        return events;
    }
}
