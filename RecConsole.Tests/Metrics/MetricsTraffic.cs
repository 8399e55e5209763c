using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Metrics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Metrics;

/// <summary>Live metrics on a clock that stands, with short ways to serve slates and send events.</summary>
sealed class MetricsTraffic
{
    int slates;
    int events;

    public ManualTime Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public Dictionary<string, decimal> Prices { get; } = [];
    public LiveMetrics Live { get; }

    public MetricsTraffic() => Live = new LiveMetrics(Clock, e => Prices.TryGetValue(e.ItemId!.Value.Value, out var price) ? price : null);

    public SlateRecord Serve(string? session, int items = 4, string strategy = "house", string placement = "home", bool simulated = false, bool lab = false, long latencyMicros = 1000)
    {
        var slate = new SlateRecord(new SlateId($"slate-{++slates}"), Clock.GetUtcNow(), placement, strategy, "r1", "ppmi-1")
        {
            SessionId = session is null ? null : new SessionId(session),
            Slots = [.. Enumerable.Range(1, items).Select(i => new SlateSlot(new ItemId($"item-{i}"), i, 0, 1))],
            Simulated = simulated,
            Lab = lab,
            LatencyMicros = latencyMicros,
        };
        Live.RecordSlate(slate);
        return slate;
    }

    /// <summary>An event on a slot of a slate (from 1), or on an item that no slate showed.</summary>
    public ShopEvent Send(EventKind kind, string session, SlateRecord? slate, int position = 1, decimal? price = null, int quantity = 1, EventOrigin origin = EventOrigin.Live)
    {
        var e = new ShopEvent(new Engine.Events.EventId($"e{++events}"), kind, new UserId("u-" + session), new SessionId(session), Clock.GetUtcNow())
        {
            ItemId = new ItemId($"item-{position}"),
            Price = price,
            Quantity = quantity,
            Origin = origin,
        };
        Live.RecordEvent(e, slate is null ? null : new Attribution(slate, position));
        return e;
    }

    /// <summary>The next second's frame.</summary>
    public MetricsFrame Tick(int seconds = 1)
    {
        MetricsFrame frame = MetricsFrame.Empty;
        for (var i = 0; i < seconds; i++)
        {
            Clock.Now += TimeSpan.FromSeconds(1);
            frame = Live.Capture();
        }
        return frame;
    }
}
