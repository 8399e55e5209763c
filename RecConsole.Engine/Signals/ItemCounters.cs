using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;

namespace RecConsole.Engine.Signals;

/// <summary>
/// In: logged events (from the pump) and served slates (from any thread). Out: the live raw values of each item, read by
/// <see cref="SignalBoard"/> once a second. One lock; a slate of ten items holds it for well under a microsecond.
/// What is played in the lab says nothing of the shop's demand and does not count. An event counts when the item is in the
/// catalogue. Another catalogue comes with counters of its own (<see cref="Become"/>), taken up with its first look: nobody
/// sees the items of the one beside the counts of the other.
/// </summary>
public sealed class ItemCounters(CatalogStore catalog, ShopClock clock, SignalOptions options)
{
    readonly CatalogStore catalog = catalog;
    readonly Lock gate = new();
    CounterState current = new(generation: -1, options);
    CounterState? prepared; // for a generation that nobody has asked for yet
    CounterState? former; // for a look at the generation before that was under way

    public void Apply(ShopEvent e, Attribution? attribution)
    {
        if (e.Origin == EventOrigin.Lab || e.ItemId is not { } item) return;
        var weight = DemandWeight(e.Kind) * Math.Min(Math.Log2(1 + e.Quantity), 8);
        lock (gate)
        {
            var snapshot = catalog.Current;
            var index = snapshot.IndexOf(item);
            if (index >= 0) StateOf(snapshot).Add(index, e, weight, attribution is not null, clock.TimeOf(e));
        }
    }

    public void RecordServed(SlateRecord slate)
    {
        if (slate.Lab) return;
        lock (gate)
        {
            var snapshot = catalog.Current;
            var state = StateOf(snapshot);
            foreach (var slot in slate.Slots)
                if (snapshot.IndexOf(slot.ItemId) is >= 0 and var index) state.AddServed(index);
        }
    }

    /// <summary>Nothing counted yet, of a catalogue and by a clock that are not in use yet.</summary>
    public ItemCounters Anew(CatalogStore ofCatalog, ShopClock byClock) => new(ofCatalog, byClock, options);

    /// <summary>
    /// From the first look at its catalogue's generation on, counts what <paramref name="rebuilt"/> has counted; that one is not
    /// used afterwards.
    /// </summary>
    public void Become(ItemCounters rebuilt)
    {
        lock (gate) prepared = rebuilt.StateOf(rebuilt.catalog.Current);
    }

    /// <summary>Copies the raw live values of the first <c>Count</c> items; the spans are the caller's.</summary>
    internal void Read(CatalogSnapshot snapshot, LiveValues into)
    {
        lock (gate)
        {
            var state = StateOf(snapshot);
            if (ReferenceEquals(state, current)) former = null;
            state.Read(snapshot.Count, clock.Now, into);
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

    CounterState StateOf(CatalogSnapshot snapshot)
    {
        if (prepared is { } next && next.Generation == snapshot.Generation) (former, current, prepared) = (current, next, null);
        var state = current.Generation == snapshot.Generation ? current
            : former?.Generation == snapshot.Generation ? former
            : snapshot.Generation > current.Generation ? current = new CounterState(snapshot.Generation, options)
            : new CounterState(snapshot.Generation, options);
        state.Grow(snapshot.Count);
        return state;
    }
}
