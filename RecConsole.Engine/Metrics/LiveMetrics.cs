using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// In: served slates and logged events with their attribution, from any thread. Out: one <see cref="MetricsFrame"/> a
/// second (<see cref="Capture()"/>), and <see cref="History"/>.
/// <list type="bullet">
/// <item>An impression is an item of a served slate; a client's impression event confirms one and adds none.</item>
/// <item>A click is the first click on a served item; CTR is clicks over impressions.</item>
/// <item>Carts, orders and revenue are those attributed to a slate of the series.</item>
/// <item>A session belongs to each series that served it a slate; conversion is sessions with an order over sessions.
/// A session that rests for longer than the window counts anew when it returns.</item>
/// </list>
/// Everything counts at the time it reaches the server: live figures are about now, whatever a sender's clock says.
/// Imported history does not count, and what is played in the lab is shown among the latest events but does not either. Memory is flat: bounded series, sessions and samples. One lock, held well under a
/// microsecond an event.
/// </summary>
/// <param name="priceOf">Price of one unit for a purchase event that carries none, from the catalogue; null where unknown.</param>
public sealed class LiveMetrics(TimeProvider time, Func<ShopEvent, decimal?> priceOf)
{
    /// <summary>The trailing window of counts and ratios.</summary>
    public const int WindowSeconds = 300;

    /// <summary>Rates (requests, events a second) are means over this trailing time.</summary>
    public const int RateSeconds = 10;

    static readonly SeriesCounts OneClick = new(0, 0, 1, 0, 0, 0);
    static readonly SeriesCounts OneCart = new(0, 0, 0, 1, 0, 0);

    readonly Lock gate = new();
    SeriesTable series = new();
    Visits visits = new();
    ClickedSlots clicked = new();
    RecentActivity activity = new();
    LatencyWindow latency = new();
    ServerHistory server = new();
    DateTimeOffset? since; // the first second that anything was counted in
    ServerSample totals;
    long openSecond;
    long sampledMinute;
    string? model;
    volatile MetricsFrame current = MetricsFrame.Empty;

    /// <summary>Where the ranking runs, as the hub and the page show it. Set by whoever chose the device.</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>The latest frame.</summary>
    public MetricsFrame Current => current;

    /// <summary>Counts a served slate: one request with its latency, its items as impressions, its session.</summary>
    public void RecordSlate(SlateRecord slate) => RecordSlate(slate, time.GetUtcNow());

    /// <summary>The same for a slate of the past, while history is rebuilt: in the order of time.</summary>
    public void RecordSlate(SlateRecord slate, DateTimeOffset now)
    {
        if (!slate.Lab) latency.Record(slate.LatencyMicros);
        lock (gate)
        {
            activity.Add(slate, now);
            if (slate.Lab) return;
            var second = Open(now);
            var group = series.GroupOf(SeriesKey.Of(slate));
            group.Add(new SeriesCounts(1, slate.Slots.Count, 0, 0, 0, 0));
            if (slate.SessionId is { } session && visits.Touch(session, second) is { } visit) group.Join(visit);
            totals = totals with { Requests = totals.Requests + 1 };
            model = slate.Model;
        }
    }

    /// <summary>Counts a logged event, once for each: duplicates are the log's to sort out before.</summary>
    public void RecordEvent(ShopEvent e, Attribution? attribution) => RecordEvent(e, attribution, time.GetUtcNow());

    /// <summary>The same for an event of the past, while history is rebuilt: in the order of time.</summary>
    public void RecordEvent(ShopEvent e, Attribution? attribution, DateTimeOffset now)
    {
        if (e.Origin == EventOrigin.Imported) return;
        var revenue = e.Kind == EventKind.Purchase ? (e.Price ?? priceOf(e) ?? 0) * e.Quantity : 0;
        lock (gate)
        {
            activity.Add(e, attribution, now);
            if (e.Origin == EventOrigin.Lab) return;
            var second = Open(now);
            var visit = visits.Touch(e.SessionId, second);
            visit?.Join(series.Overall(e.Origin == EventOrigin.Simulated));
            totals = totals with { Events = totals.Events + 1 };
            if (e.Kind == EventKind.Purchase)
            {
                totals = totals with { Orders = totals.Orders + 1, Revenue = totals.Revenue + revenue };
                visit?.Order();
            }
            if (attribution is { Slate.Lab: false } shown) Credit(e.Kind, shown, revenue);
        }
    }

    /// <summary>The latest events and slates, newest first.</summary>
    public IReadOnlyList<ActivityEntry> LatestActivity()
    {
        lock (gate) return activity.Snapshot();
    }

    /// <summary>Samples all series and makes the frame of this second. Called once a second, by one thread.</summary>
    public MetricsFrame Capture() => Capture(time.GetUtcNow());

    /// <summary>The same for a second of the past, while history is rebuilt.</summary>
    public MetricsFrame Capture(DateTimeOffset now)
    {
        lock (gate)
        {
            var second = Open(now);
            totals = totals with { Latency = latency.Advance(second) };
            // a minute's sample is that of its first second; the minute in which the server started has none
            var minuteBegins = sampledMinute > 0 && second / 60 > sampledMinute;
            sampledMinute = second / 60;
            server.Sample(second, totals, minuteBegins);
            foreach (var one in series.All) one.Sample(second, minuteBegins);
            return current = FrameBuilder.Build(second, since!.Value, server, series.All, Device, model);
        }
    }

    /// <summary>The frames of the trailing <paramref name="minutes"/> as columns; resolution as <see cref="MetricsHistory"/> says.</summary>
    public MetricsHistory History(MetricsScope scope, int minutes)
    {
        lock (gate) return HistoryBuilder.Build(scope, minutes, since ?? current.Time, server, series.All);
    }

    /// <summary>Takes the place of what was counted here; <paramref name="rebuilt"/> is not used afterwards.</summary>
    public void Become(LiveMetrics rebuilt)
    {
        lock (gate)
        {
            (series, visits, clicked, activity, latency) = (rebuilt.series, rebuilt.visits, rebuilt.clicked, rebuilt.activity, rebuilt.latency);
            (server, since, totals) = (rebuilt.server, rebuilt.since, rebuilt.totals);
            (openSecond, sampledMinute, model) = (rebuilt.openSecond, rebuilt.sampledMinute, rebuilt.model);
        }
    }

    /// <summary>Nothing counted yet, by the same clock.</summary>
    public LiveMetrics Anew(Func<ShopEvent, decimal?> byPrices) => new(time, byPrices);

    void Credit(EventKind kind, in Attribution shown, decimal revenue)
    {
        if (kind is not (EventKind.Click or EventKind.AddToCart or EventKind.Purchase)) return;
        if (kind == EventKind.Click && !clicked.TryAdd(shown.Slate.Id, shown.Position)) return;
        series.GroupOf(SeriesKey.Of(shown.Slate)).Add(kind switch
        {
            EventKind.Click => OneClick,
            EventKind.AddToCart => OneCart,
            _ => new SeriesCounts(0, 0, 0, 0, 1, revenue),
        });
    }

    // seconds of Unix time; a clock that was set back stays in the second that is open
    long Open(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        since ??= DateTimeOffset.FromUnixTimeSeconds(second);
        if (second <= openSecond) return openSecond;
        for (var s = Math.Max(openSecond + 1, second - WindowSeconds + 1); s <= second; s++)
            foreach (var one in series.All) one.Sessions.Open(s);
        visits.Expire(second);
        return openSecond = second;
    }
}
