using RecConsole.Engine.Events;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Metrics;

public sealed class LiveMetricsTests
{
    readonly MetricsTraffic traffic = new();

    [Fact]
    public void RecordEvent_ClientImpressions_AddNoImpression()
    {
        var slate = traffic.Serve("s1", items: 4);
        for (var position = 1; position <= 4; position++) traffic.Send(EventKind.Impression, "s1", slate, position);
        traffic.Send(EventKind.Impression, "s1", slate: null);
        Assert.Equal(4, Assert.Single(traffic.Tick().Series).Impressions);
    }

    [Fact]
    public void Record_PlayedInTheLab_IsShownAndCountsNowhere()
    {
        var slate = traffic.Serve("lab-1", lab: true);
        traffic.Send(EventKind.Click, "lab-1", slate, 1, origin: EventOrigin.Lab);
        traffic.Send(EventKind.Purchase, "lab-1", slate, 1, price: 10, origin: EventOrigin.Lab);

        var frame = traffic.Tick();

        Assert.Empty(frame.Series);
        Assert.Empty(frame.Rollups);
        Assert.Equal((ShopTotals.None, 0d, 0d), (frame.Shop, frame.RequestsPerSecond, frame.EventsPerSecond));
        Assert.Equal([true, true, true], traffic.Live.LatestActivity().Select(entry => entry.Lab));
    }

    [Fact]
    public void RecordEvent_SlotClickedTwice_CountsOnce()
    {
        var slate = traffic.Serve("s1", items: 4);
        traffic.Send(EventKind.Click, "s1", slate, 2);
        traffic.Send(EventKind.Click, "s1", slate, 2);
        traffic.Send(EventKind.Click, "s1", slate, 3);
        var series = Assert.Single(traffic.Tick().Series);
        Assert.Equal((2, 0.5), (series.Clicks, series.Ctr));
    }

    [Fact]
    public void RecordEvent_SameItemInAnotherSlate_IsAnotherClick()
    {
        traffic.Send(EventKind.Click, "s1", traffic.Serve("s1"), 2);
        traffic.Send(EventKind.Click, "s1", traffic.Serve("s1"), 2);
        Assert.Equal(2, Assert.Single(traffic.Tick().Series).Clicks);
    }

    [Fact]
    public void RecordEvent_NotAttributed_CountsForTheShopOnly()
    {
        traffic.Serve("s1");
        traffic.Send(EventKind.Click, "s1", slate: null);
        traffic.Send(EventKind.Purchase, "s1", slate: null, price: 5);
        var frame = traffic.Tick();
        var series = Assert.Single(frame.Series);
        Assert.Equal((0, 0, 0m), (series.Clicks, series.Orders, series.Revenue));
        Assert.Equal((1, 5m), (frame.Shop.Orders, frame.Shop.Revenue));
    }

    [Fact]
    public void RecordEvent_Purchase_RevenueIsQuantityTimesPrice()
    {
        var slate = traffic.Serve("s1");
        traffic.Prices["item-2"] = 4.25m;
        traffic.Send(EventKind.Purchase, "s1", slate, 1, price: 10.10m, quantity: 3);
        traffic.Send(EventKind.Purchase, "s1", slate, 2, quantity: 2); // the catalogue's price
        traffic.Send(EventKind.Purchase, "s1", slate, 3); // nobody knows the price
        var series = Assert.Single(traffic.Tick().Series);
        Assert.Equal((3, 38.80m), (series.Orders, series.Revenue));
    }

    [Fact]
    public void Capture_Conversion_IsSessionsWithAnOrderOverSessions()
    {
        for (var i = 0; i < 3; i++) traffic.Serve("s1");
        traffic.Serve("s2");
        traffic.Serve("s3");
        traffic.Serve("s4");
        traffic.Send(EventKind.Purchase, "s2", slate: null, price: 1);
        traffic.Send(EventKind.Purchase, "s2", slate: null, price: 1);
        var series = Assert.Single(traffic.Tick().Series);
        Assert.Equal((4, 1, 0.25), (series.Sessions, series.SessionsWithOrder, series.Conversion));
    }

    [Fact]
    public void Capture_SessionInTwoPlacements_CountsOnceInTheRollup()
    {
        traffic.Serve("s1", placement: "home");
        traffic.Serve("s1", placement: "cart");
        traffic.Serve("s2", placement: "home");
        var frame = traffic.Tick();
        Assert.Equal([2, 1], frame.Series.Select(series => series.Sessions));
        Assert.Equal(2, frame.Rollups.Single(series => series is { Strategy: "house", Placement: null }).Sessions);
        Assert.Equal(2, frame.Shop.Sessions);
    }

    [Fact]
    public void Capture_WindowOver_CountsLeaveAndTotalsStay()
    {
        var slate = traffic.Serve("s1");
        traffic.Send(EventKind.Click, "s1", slate);
        var during = traffic.Tick(LiveMetrics.WindowSeconds - 1).Series[0];
        var after = traffic.Tick(3).Series[0];
        Assert.Equal((4, 1, 1), (during.Impressions, during.Clicks, during.Sessions));
        Assert.Equal((0, 0, 0, null), (after.Impressions, after.Clicks, after.Sessions, after.Ctr));
        Assert.Equal((4, 1), (after.Total.Impressions, after.Total.Clicks));
    }

    [Fact]
    public void Capture_SessionActsAgain_StaysInTheWindowWithItsOrder()
    {
        traffic.Serve("s1");
        traffic.Send(EventKind.Purchase, "s1", slate: null, price: 1);
        traffic.Tick(200);
        traffic.Send(EventKind.View, "s1", slate: null);
        var series = traffic.Tick(200).Series[0];
        Assert.Equal((1, 1), (series.Sessions, series.SessionsWithOrder));
        Assert.Equal(0, traffic.Tick(200).Series[0].Sessions);
    }

    [Fact]
    public void Capture_SimulatedAndReal_AreSeriesOfTheirOwn()
    {
        traffic.Serve("bot", simulated: true);
        traffic.Serve("s1");
        var frame = traffic.Tick();
        Assert.Equal([true, false], frame.Series.Select(series => series.Simulated));
        Assert.True(frame.Simulated);
        Assert.False(traffic.Tick(LiveMetrics.WindowSeconds + 1).Simulated);
    }

    [Fact]
    public void RecordEvent_ImportedHistory_DoesNotCount()
    {
        traffic.Send(EventKind.Purchase, "s1", slate: null, price: 100, origin: EventOrigin.Imported);
        var frame = traffic.Tick();
        Assert.Equal((0, 0), (frame.Shop.Orders, frame.Shop.Sessions));
        Assert.Empty(traffic.Live.LatestActivity());
    }

    [Fact]
    public void Capture_RandomTraffic_RollupsAreTheSumsOfTheirLeaves()
    {
        var rng = new Rng(3);
        for (var i = 0; i < 3000; i++)
        {
            var session = $"s{rng.NextInt(50)}";
            var slate = traffic.Serve(session, rng.NextInt(8), $"strategy-{rng.NextInt(3)}", $"place-{rng.NextInt(4)}", rng.NextBool(0.5));
            if (slate.Slots.Count > 0) traffic.Send((EventKind)(1 + rng.NextInt(6)), session, slate, 1 + rng.NextInt(slate.Slots.Count), price: rng.NextInt(1000) / 100m);
            if (i % 10 == 0) traffic.Tick();
        }
        var frame = traffic.Tick();
        foreach (var rollup in frame.Rollups)
        {
            var leaves = frame.Series.Where(leaf => leaf.Simulated == rollup.Simulated
                && (rollup.Strategy is null || leaf.Strategy == rollup.Strategy) && (rollup.Placement is null || leaf.Placement == rollup.Placement)).ToList();
            Assert.Equal(leaves.Aggregate(new SeriesCounts(), (sum, leaf) => sum + leaf.Total), rollup.Total);
            Assert.Equal(leaves.Sum(leaf => leaf.Impressions), rollup.Impressions);
            Assert.Equal(leaves.Sum(leaf => leaf.Clicks), rollup.Clicks);
            Assert.Equal(leaves.Sum(leaf => leaf.Revenue), rollup.Revenue);
            Assert.InRange(rollup.Sessions, leaves.Max(leaf => leaf.Sessions), leaves.Sum(leaf => leaf.Sessions));
        }
        Assert.Equal(12 * 2, frame.Series.Count);
        Assert.Equal((3 + 4 + 1) * 2, frame.Rollups.Count);
        Assert.Equal(3000, frame.Series.Sum(leaf => leaf.Total.Slates));
    }

    [Fact]
    public void RecordSlate_ManyPlacements_StayBoundedAndLoseNothing()
    {
        for (var i = 0; i < 500; i++) traffic.Serve("s1", items: 2, placement: $"place-{i}");
        var frame = traffic.Tick();
        Assert.InRange(frame.Series.Count, 2, SeriesTable.MaxLeaves + 1);
        Assert.Equal(1000, frame.Series.Sum(series => series.Impressions));
        Assert.Contains(frame.Series, series => series.Placement == SeriesTable.Other);
    }

    [Fact]
    public void Capture_Rates_AreMeansOfTheTrailingTenSeconds()
    {
        traffic.Tick();
        for (var second = 0; second < 20; second++)
        {
            for (var i = 0; i < 3; i++) traffic.Serve("s1", latencyMicros: 2000);
            traffic.Send(EventKind.View, "s1", slate: null);
            traffic.Tick();
        }
        var frame = traffic.Live.Current;
        Assert.Equal((3.0, 1.0), (frame.RequestsPerSecond, frame.EventsPerSecond));
        Assert.Equal(2.0, frame.LatencyMs.P50!.Value, 2.0 * LatencyHistogram.RelativeError);
        Assert.Equal(0.0, traffic.Tick(LiveMetrics.RateSeconds).RequestsPerSecond);
    }

    [Fact]
    public void Capture_LatencyOlderThanAMinute_IsForgotten()
    {
        traffic.Serve("s1", latencyMicros: 500_000);
        traffic.Tick(30);
        traffic.Serve("s1", latencyMicros: 1_000);
        Assert.InRange(traffic.Tick(1).LatencyMs.P99!.Value, 490, 510);
        Assert.InRange(traffic.Tick(31).LatencyMs.P99!.Value, 0.9, 1.1);
        Assert.Null(traffic.Tick(60).LatencyMs.P99);
    }

    [Fact]
    public void Become_NothingCounted_ForgetsAll()
    {
        traffic.Send(EventKind.Purchase, "s1", traffic.Serve("s1"), price: 3);
        traffic.Tick();
        traffic.Live.Become(traffic.Live.Anew(_ => null));
        var frame = traffic.Tick();
        Assert.Empty(frame.Series);
        Assert.Equal(ShopTotals.None, frame.Shop);
        Assert.Empty(traffic.Live.LatestActivity());
    }

    [Fact]
    public void LatestActivity_MuchTraffic_KeepsTheNewestOfEachKind()
    {
        for (var i = 0; i < 200; i++) traffic.Send(EventKind.View, "s1", traffic.Serve("s1"));
        var entries = traffic.Live.LatestActivity();
        Assert.Equal((RecentActivity.KeptOfEach, RecentActivity.KeptOfEach), (entries.Count(e => e.Slate is not null), entries.Count(e => e.Event is not null)));
        Assert.Equal(entries.OrderByDescending(e => e.Number), entries);
        Assert.Equal(400, entries[0].Number);
    }

    [Fact]
    public void RecordEvent_KnownSession_AllocatesNothing()
    {
        var slate = traffic.Serve("s1");
        var e = traffic.Send(EventKind.View, "s1", slate);
        for (var i = 0; i < 100; i++) traffic.Live.RecordEvent(e, new Engine.Feedback.Attribution(slate, 1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) traffic.Live.RecordEvent(e, new Engine.Feedback.Attribution(slate, 1));
        for (var i = 0; i < 1000; i++) traffic.Live.RecordSlate(slate);
        // per record: the runtime itself may allocate once in a while on any thread, an object a record would be 24 bytes or more
        Assert.Equal(0, (GC.GetAllocatedBytesForCurrentThread() - before) / 2000);
    }
}
