using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Signals;

/// <summary>
/// In: the catalogue and <see cref="ItemCounters"/>. Out: one z-scored column a signal. <see cref="Refresh"/> runs once a
/// second on one thread; what it writes is copied into the matrix by the same thread, so no request ever waits for it.
/// Columns that only the catalogue moves are computed when it changes (newness also once a minute, the campaign's also when one
/// begins, ends or is changed). Pages read copies, each of one refresh: <see cref="CopyRaw"/>, <see cref="CopyRow"/>.
/// </summary>
/// <param name="campaigns">The items of the campaigns that run now, the same object until they are others; null, or null returned, for none.</param>
public sealed class SignalBoard(SignalCatalog signals, ItemCounters counters, ShopClock clock, SignalOptions options, Func<CatalogSnapshot, Bitset?>? campaigns = null)
{
    const string CampaignAttribute = "campaign";
    static readonly TimeSpan NewnessInterval = TimeSpan.FromMinutes(1);

    /// <summary>Held while a refresh writes, and while another thread copies: whoever copies waits for the refresh, no request does.</summary>
    readonly Lock gate = new();
    readonly LiveValues live = new();
    readonly SignalScale[] scales = new SignalScale[signals.Count];
    float[][] raw = new float[signals.Count][];
    float[][] z = new float[signals.Count][];
    float[] eligible = []; // by item: 1 where a slate may show it, else 0
    CatalogSnapshot snapshot = CatalogSnapshot.Empty;
    DateTimeOffset newnessAt;
    Bitset? promoted; // items of the campaigns that run
    BetaPrior clickPrior, buyPrior;

    public SignalCatalog Signals => signals;

    /// <summary>The shop's now at the latest refresh.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>Computes the columns of <paramref name="current"/> as of the shop's now.</summary>
    public void Refresh(CatalogSnapshot current)
    {
        using var writing = gate.EnterScope();
        var isFirst = raw.Length == 0 || raw[0] is null;
        var catalogChanged = isFirst || current.Version != snapshot.Version || current.Generation != snapshot.Generation;
        if (isFirst || current.Count != snapshot.Count) Allocate(current.Count);
        snapshot = current;
        if (catalogChanged)
            for (var i = 0; i < current.Count; i++) eligible[i] = current.Items[i].IsEligible ? 1 : 0;
        live.Grow(current.Count);
        counters.Read(current, live);
        clickPrior = BetaPrior.Fit(live.Clicked.AsSpan(0, current.Count), live.Served.AsSpan(0, current.Count));
        buyPrior = BetaPrior.Fit(live.Bought.AsSpan(0, current.Count), live.Looked.AsSpan(0, current.Count));

        var now = AsOf = clock.Now;
        var agesMove = catalogChanged || now - newnessAt >= NewnessInterval;
        if (agesMove) newnessAt = now;
        var runs = campaigns?.Invoke(current);
        var campaignsMove = !ReferenceEquals(runs, promoted);
        promoted = runs;
        for (var s = 0; s < signals.Count; s++)
        {
            var definition = signals.All[s];
            if (!definition.IsLive && !catalogChanged && !(agesMove && definition.Key == SignalCatalog.Newness) && !(campaignsMove && definition.Key == SignalCatalog.Campaign)) continue;
            Compute(definition.Key, raw[s], now);
            scales[s] = Standardizer.Standardize(definition.Transform, raw[s], eligible, z[s]);
        }
    }

    /// <summary>Z-scores of one signal, [N]: valid until the next refresh, on the refreshing thread.</summary>
    public ReadOnlySpan<float> Column(int signal) => z[signal];

    public SignalScale Scale(int signal) => scales[signal];

    /// <summary>
    /// Raw values of one signal by item, NaN where unknown, all of the latest refresh; from any thread. Shorter than the
    /// catalogue while items are new, empty while the board stands at another generation of it.
    /// </summary>
    public float[] CopyRaw(int signal, CatalogSnapshot catalog)
    {
        using var reading = gate.EnterScope();
        return Holds(catalog) ? [.. raw[signal]] : [];
    }

    /// <summary>All signals of one item, of the latest refresh; from any thread. Empty while the board does not have the item.</summary>
    public SignalValue[] CopyRow(int item, CatalogSnapshot catalog)
    {
        using var reading = gate.EnterScope();
        if (!Holds(catalog) || item >= snapshot.Count) return [];
        var row = new SignalValue[signals.Count];
        for (var s = 0; s < row.Length; s++) row[s] = new SignalValue(raw[s][item], z[s][item], scales[s]);
        return row;
    }

    bool Holds(CatalogSnapshot catalog) => snapshot.Count > 0 && snapshot.Generation == catalog.Generation;

    void Compute(string key, Span<float> values, DateTimeOffset now)
    {
        var items = snapshot.Items;
        switch (key)
        {
            case SignalCatalog.Popularity:
                live.Demand.AsSpan(0, items.Length).CopyTo(values);
                break;
            case SignalCatalog.PopularityRecent:
                live.DemandRecent.AsSpan(0, items.Length).CopyTo(values);
                break;
            case SignalCatalog.Trend:
                Trend(values);
                break;
            case SignalCatalog.ClickThrough:
                for (var i = 0; i < items.Length; i++) values[i] = clickPrior.PosteriorMean(live.Clicked[i], live.Served[i]);
                break;
            case SignalCatalog.Conversion:
                for (var i = 0; i < items.Length; i++) values[i] = buyPrior.PosteriorMean(live.Bought[i], Math.Max(live.Looked[i], live.Bought[i]));
                break;
            case SignalCatalog.Newness:
                for (var i = 0; i < items.Length; i++) values[i] = items[i].AddedAt is { } added ? Newness(now - added) : float.NaN;
                break;
            case SignalCatalog.Margin:
                for (var i = 0; i < items.Length; i++) values[i] = (float?)items[i].Margin ?? float.NaN;
                break;
            case SignalCatalog.Price:
                for (var i = 0; i < items.Length; i++) values[i] = (float?)items[i].Price ?? float.NaN;
                break;
            case SignalCatalog.PriceSquared:
                var price = z[signals.IndexOf(SignalCatalog.Price)];
                for (var i = 0; i < items.Length; i++) values[i] = items[i].Price is > 0 ? price[i] * price[i] : float.NaN;
                break;
            case SignalCatalog.StockCover:
                StockCover(items, values);
                break;
            case SignalCatalog.Campaign:
                for (var i = 0; i < items.Length; i++) values[i] = promoted is not null && promoted[i] || items[i].Attributes.ContainsKey(CampaignAttribute) ? 1 : 0;
                break;
            default:
                Attribute(key[SignalCatalog.AttributePrefix.Length..], items, values);
                break;
        }
    }

    /// <summary>Demand a day of late over demand a day of the weeks, both shrunk by the shop's mean so that rare items do not jump.</summary>
    void Trend(Span<float> values)
    {
        // A constant rate r gives a decayed sum r · halfLife / ln 2, so the ratio of rates needs the ratio of half-lives.
        var perDay = (float)(options.PopularityHalfLife / options.RecentHalfLife);
        double total = 0;
        for (var i = 0; i < values.Length; i++) total += live.Demand[i];
        var shrink = values.Length > 0 ? Math.Max((float)(total / values.Length), 1) : 1;
        for (var i = 0; i < values.Length; i++)
            values[i] = (live.DemandRecent[i] * perDay + shrink) / (live.Demand[i] + shrink);
    }

    float Newness(TimeSpan age) => (float)double.Exp2(-Math.Max(0, age / options.NewnessHalfLife));

    void StockCover(ReadOnlySpan<Item> items, Span<float> values)
    {
        var ratePerUnit = Math.Log(2) / options.PopularityHalfLife.TotalDays; // decayed sum to units a day
        const double MaxDays = 365;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Stock is not { } stock)
            {
                values[i] = float.NaN;
                continue;
            }
            var unitsADay = live.Sales[i] * ratePerUnit;
            values[i] = (float)(unitsADay * MaxDays > stock ? stock / unitsADay : MaxDays);
        }
    }

    static void Attribute(string name, ReadOnlySpan<Item> items, Span<float> values)
    {
        for (var i = 0; i < items.Length; i++)
            values[i] = items[i].Attributes.TryGetValue(name, out var text)
                && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;
    }

    void Allocate(int count)
    {
        raw = new float[signals.Count][];
        z = new float[signals.Count][];
        for (var s = 0; s < signals.Count; s++)
        {
            raw[s] = new float[count];
            z[s] = new float[count];
        }
        eligible = new float[count];
        snapshot = CatalogSnapshot.Empty;
    }
}
