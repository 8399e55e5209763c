using RecConsole.Engine.Events;

namespace RecConsole.Engine.Signals;

/// <summary>The live raw values of the items of one catalogue generation, by dense index. Not thread-safe.</summary>
sealed class CounterState(int generation, SignalOptions options)
{
    readonly DecayedSum demand = new(options.PopularityHalfLife);
    readonly DecayedSum demandRecent = new(options.RecentHalfLife);
    readonly DecayedSum sales = new(options.PopularityHalfLife);
    float[] served = [], clicked = [], looked = [], bought = [];

    public int Generation => generation;

    /// <param name="weight">What the event says about demand; 0 for nothing.</param>
    public void Add(int index, ShopEvent e, double weight, bool isAttributed, DateTimeOffset at)
    {
        if (weight > 0)
        {
            demand.Add(index, weight, at);
            demandRecent.Add(index, weight, at);
        }
        if (e.Kind is EventKind.Click or EventKind.View) looked[index]++;
        if (e.Kind == EventKind.Click && isAttributed) clicked[index]++;
        if (e.Kind != EventKind.Purchase) return;
        bought[index]++;
        sales.Add(index, e.Quantity, at);
    }

    public void AddServed(int index) => served[index]++;

    /// <summary>Copies the values of the first <paramref name="count"/> items.</summary>
    public void Read(int count, DateTimeOffset now, LiveValues into)
    {
        demand.ReadAt(now, into.Demand.AsSpan(0, count));
        demandRecent.ReadAt(now, into.DemandRecent.AsSpan(0, count));
        sales.ReadAt(now, into.Sales.AsSpan(0, count));
        served.AsSpan(0, count).CopyTo(into.Served);
        clicked.AsSpan(0, count).CopyTo(into.Clicked);
        looked.AsSpan(0, count).CopyTo(into.Looked);
        bought.AsSpan(0, count).CopyTo(into.Bought);
    }

    public void Grow(int count)
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
