using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Metrics;

/// <summary>The latest events and the latest slates, a few of each: neither crowds out the other. Not thread-safe.</summary>
sealed class RecentActivity
{
    public const int KeptOfEach = 40;

    readonly ActivityEntry[] events = new ActivityEntry[KeptOfEach];
    readonly ActivityEntry[] slates = new ActivityEntry[KeptOfEach];
    long number;
    long eventCount;
    long slateCount;

    public void Add(SlateRecord slate, DateTimeOffset at) =>
        slates[slateCount++ % KeptOfEach] = new ActivityEntry(++number, at, slate, null, null);

    public void Add(ShopEvent e, Attribution? attribution, DateTimeOffset at) =>
        events[eventCount++ % KeptOfEach] = new ActivityEntry(++number, at, null, e, attribution);

    /// <summary>Newest first.</summary>
    public ActivityEntry[] Snapshot()
    {
        ActivityEntry[] entries = [.. events.Where(e => e.Number > 0), .. slates.Where(s => s.Number > 0)];
        Array.Sort(entries, (a, b) => b.Number.CompareTo(a.Number));
        return entries;
    }
}
