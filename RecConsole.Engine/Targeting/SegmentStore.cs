using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>
/// In: the segments, and who asks for a slate. Out: the segment that the shopper is in: the first, in order, whose condition holds.
/// The list is swapped atomically. Asking costs some comparisons a segment, and one look-up of each remembered item where
/// a segment is told by items: for 100 segments 0.6 µs by device and purchases, 28 µs by 50 items looked at; nothing is allocated.
/// </summary>
public sealed class SegmentStore(CatalogStore catalog, ShopClock clock, TimeProvider time)
{
    volatile Entry[] entries = [];

    sealed record Entry(Segment Segment, ShopperTest Test);

    /// <summary>In the order in which they are asked about.</summary>
    public IReadOnlyList<Segment> All => [.. entries.Select(entry => entry.Segment)];

    /// <summary>From the next request on.</summary>
    public void Show(IReadOnlyList<Segment> segments) =>
        entries = [.. segments.OrderBy(segment => segment.Order).ThenBy(segment => segment.Key, StringComparer.Ordinal).Select(segment => new Entry(segment, new ShopperTest(segment.Shoppers)))];

    /// <summary>The key of the shopper's segment: what the caller says, else the first that holds, else null.</summary>
    public string? Resolve(in ShopperAsking asking)
    {
        if (asking.Context.Segment is { } said) return said;
        var asked = entries;
        if (asked.Length == 0) return null;
        Span<int> items = stackalloc int[SessionState.MaxRecent];
        var facts = new ShopperFacts(asking, catalog.Current, clock.Now, time.GetUtcNow(), items);
        foreach (var entry in asked)
            if (entry.Test.Holds(ref facts)) return entry.Segment.Key;
        return null;
    }

    /// <summary>The context with the shopper's segment in it: the same object where it stays as it is.</summary>
    public RequestContext ContextOf(in ShopperAsking asking) =>
        asking.Context.Segment is null && Resolve(asking) is { } segment ? asking.Context with { Segment = segment } : asking.Context;

    /// <summary>How many of some shoppers a condition holds for, whatever other segment they are in.</summary>
    public int Count(ShopperCondition condition, IReadOnlyList<ShopperAsking> shoppers)
    {
        var test = new ShopperTest(condition);
        var (snapshot, now, wall) = (catalog.Current, clock.Now, time.GetUtcNow());
        Span<int> items = stackalloc int[SessionState.MaxRecent];
        var count = 0;
        foreach (var asking in shoppers)
        {
            var facts = new ShopperFacts(asking, snapshot, now, wall, items);
            if (test.Holds(ref facts)) count++;
        }
        return count;
    }
}
