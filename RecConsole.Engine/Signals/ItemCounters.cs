using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Signals;

/// <summary>
/// In: logged events (from the pump) and served slates (from any thread). Out: the live raw values of each item, read by
/// <see cref="SignalBoard"/> once a second. One lock; a slate of ten items holds it for well under a microsecond.
/// What is played in the lab says nothing of the shop's demand and does not count. An event counts when the item is in the catalogue; a replaced catalogue starts anew and is filled from the log.
/// </summary>
public sealed class ItemCounters(CatalogStore catalog, ShopClock clock, SignalOptions options)
{
    readonly Lock gate = new();
    int generation = -1;
    DecayedSum demand = new(options.PopularityHalfLife);
    DecayedSum demandRecent = new(options.RecentHalfLife);
    DecayedSum sales = new(options.PopularityHalfLife);
    float[] served = [], clicked = [], looked = [], bought = [];

    public void Apply(ShopEvent e, Attribution? attribution)
    {
        if (e.Origin == EventOrigin.Lab || e.ItemId is not { } item) return;
        var weight = DemandWeight(e.Kind) * Math.Min(Math.Log2(1 + e.Quantity), 8);
        lock (gate)
        {
            var index = IndexOf(item);
            if (index < 0) return;
            var at = clock.TimeOf(e);
            if (weight > 0)
            {
                demand.Add(index, weight, at);
                demandRecent.Add(index, weight, at);
            }
            if (e.Kind is EventKind.Click or EventKind.View) looked[index]++;
            if (e.Kind == EventKind.Click && attribution is not null) clicked[index]++;
            if (e.Kind != EventKind.Purchase) return;
            bought[index]++;
            sales.Add(index, e.Quantity, at);
        }
    }

    public void RecordServed(SlateRecord slate)
    {
        if (slate.Lab) return;
        lock (gate)
            foreach (var slot in slate.Slots)
                if (IndexOf(slot.ItemId) is >= 0 and var index) served[index]++;
    }

    /// <summary>Forgets all, before the log is read again.</summary>
    public void Clear()
    {
        lock (gate) Reset();
    }

    /// <summary>Copies the raw live values of the first <c>Count</c> items; the spans are the caller's.</summary>
    internal void Read(CatalogSnapshot snapshot, LiveValues into)
    {
        lock (gate)
        {
            if (snapshot.Generation != generation) Reset(snapshot);
            Grow(snapshot.Count);
            var now = clock.Now;
            var n = snapshot.Count;
            demand.ReadAt(now, into.Demand.AsSpan(0, n));
            demandRecent.ReadAt(now, into.DemandRecent.AsSpan(0, n));
            sales.ReadAt(now, into.Sales.AsSpan(0, n));
            served.AsSpan(0, n).CopyTo(into.Served);
            clicked.AsSpan(0, n).CopyTo(into.Clicked);
            looked.AsSpan(0, n).CopyTo(into.Looked);
            bought.AsSpan(0, n).CopyTo(into.Bought);
        }
    }

    /// <summary>How much one event says about demand: a purchase ten times as much as a look.</summary>
    static double DemandWeight(EventKind kind) => kind switch
    {
        EventKind.Purchase => 10,
        EventKind.AddToCart => 4,
        EventKind.Click or EventKind.View or EventKind.Rate => 1,
        _ => 0,
    };

    int IndexOf(ItemId item)
    {
        var snapshot = catalog.Current;
        if (snapshot.Generation != generation) Reset(snapshot);
        var index = snapshot.IndexOf(item);
        if (index >= served.Length) Grow(snapshot.Count);
        return index;
    }

    void Reset() => Reset(catalog.Current);

    void Reset(CatalogSnapshot snapshot)
    {
        generation = snapshot.Generation;
        demand = new(options.PopularityHalfLife);
        demandRecent = new(options.RecentHalfLife);
        sales = new(options.PopularityHalfLife);
        served = clicked = looked = bought = [];
        Grow(snapshot.Count);
    }

    void Grow(int count)
    {
        demand.Grow(count);
        demandRecent.Grow(count);
        sales.Grow(count);
        if (count <= served.Length) return;
        var length = Math.Max(count, served.Length * 2);
        Array.Resize(ref served, length);
        Array.Resize(ref clicked, length);
        Array.Resize(ref looked, length);
        Array.Resize(ref bought, length);
    }
}
