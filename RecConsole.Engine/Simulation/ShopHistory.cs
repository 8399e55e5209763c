using System.Globalization;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: shoppers, shelves and a period up to now. Out: what they did in it, oldest first, all simulated: visits in a daily
/// and weekly rhythm, found by browsing (no slates). The first model is fitted on it. About 80,000 events in 1 s.
/// </summary>
internal sealed class ShopHistory(Shoppers shoppers, Shelves shelves, ChoiceModel model, ulong seed)
{
    const double MeanSteps = 3.6;
    const double MeanSecondsPerStep = 38;
    /// <summary>Share of steps that begin with a search.</summary>
    const double SearchShare = 0.07;

    // Visits by hour of the day in UTC, and by day of the week from Sunday: quiet nights, an evening peak, busy Sundays.
    static readonly double[] HourWeights = [0.3, 0.2, 0.12, 0.1, 0.12, 0.25, 0.5, 0.8, 1.0, 1.1, 1.15, 1.2, 1.3, 1.25, 1.15, 1.1, 1.15, 1.3, 1.55, 1.8, 1.9, 1.7, 1.2, 0.7];
    static readonly double[] DayWeights = [1.3, 0.95, 0.9, 0.92, 1.0, 1.05, 1.1];

    public IReadOnlyList<ShopEvent> Generate(DateTimeOffset now, int days, int visits, IProgress<double>? progress, CancellationToken cancel)
    {
        var browsing = new Browsing(shelves, model);
        var events = new List<ShopEvent>(visits * 6);
        var rng = new Rng(seed).Fork(StableHash.Of("history"));
        for (var visit = 0; visit < visits; visit++)
        {
            if (visit % 500 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(visit / (double)visits);
            }
            Visit(rng.Fork((ulong)visit), visit, now, days, browsing, events);
        }
        progress?.Report(1);
        return InOrder(events);
    }

    void Visit(Rng rng, int number, DateTimeOffset now, int days, Browsing browsing, List<ShopEvent> events)
    {
        var shopper = shoppers.Draw(rng, shoppers.KnownCount);
        var session = new SessionId(string.Create(CultureInfo.InvariantCulture, $"past-{number + 1:D6}"));
        var mood = new Mood(shelves.Vocabulary, shopper.Taste.DrawErrand(rng));
        var cart = new List<(int Item, double Utility)>();
        var at = DrawStart(rng, now, days);
        var last = -1;
        var steps = 1 + (int)(rng.NextExponential() * MeanSteps);
        for (var step = 0; step < steps && at < now; step++)
        {
            var item = browsing.Next(shopper.Taste, mood, last, at, rng);
            if (item < 0) continue;
            ref readonly var traits = ref shelves.Traits(item);
            if (rng.NextBool(SearchShare))
            {
                Add(EventKind.Search, -1, SearchWords.For(shelves, item, rng));
                at += TimeSpan.FromSeconds(4 + 8 * rng.NextDouble());
            }
            var dwell = Math.Round(5 + 0.6 * MeanSecondsPerStep * rng.NextExponential(), 1);
            Add(EventKind.View, item, dwellSeconds: dwell);
            var utility = model.Utility(shopper.Taste, mood, traits, at);
            mood.Clicked(traits);
            at += TimeSpan.FromSeconds(dwell + 0.4 * MeanSecondsPerStep * rng.NextExponential());
            if (rng.NextBool(model.CartProbability(utility)) && !cart.Exists(entry => entry.Item == item))
            {
                Add(EventKind.AddToCart, item);
                cart.Add((item, utility));
            }
            last = item;
        }
        foreach (var (item, utility) in cart)
        {
            at += TimeSpan.FromSeconds(3 + 5 * rng.NextDouble());
            if (rng.NextBool(model.PurchaseProbability(utility))) Add(EventKind.Purchase, item);
        }

        void Add(EventKind kind, int item, string? query = null, double? dwellSeconds = null)
        {
            if (at >= now) return;
            events.Add(new ShopEvent(default, kind, shopper.Id, session, at)
            {
                ItemId = item >= 0 ? shelves.Items[item].Id : null,
                Price = kind is EventKind.AddToCart or EventKind.Purchase ? shelves.Items[item].Price : null,
                Query = query,
                DwellSeconds = dwellSeconds,
                Origin = EventOrigin.Simulated,
            });
        }
    }

    // By rejection: an hour is taken in proportion to its weight. Traffic grows by a third over the period.
    static DateTimeOffset DrawStart(Rng rng, DateTimeOffset now, int days)
    {
        const double highest = 1.9 * 1.3 * 1.33;
        while (true)
        {
            var share = rng.NextDouble();
            var at = now.ToUniversalTime() - TimeSpan.FromDays(days * (1 - share));
            var weight = HourWeights[at.Hour] * DayWeights[(int)at.DayOfWeek] * (1 + 0.33 * share);
            if (rng.NextDouble() * highest < weight) return new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        }
    }

    // Ids follow time, so that they land in order in the log's index; a visit's own order breaks ties.
    List<ShopEvent> InOrder(List<ShopEvent> events)
    {
        var ordered = events.OrderBy(e => e.Timestamp).ToList();
        for (var i = 0; i < ordered.Count; i++)
            ordered[i] = ordered[i] with { Id = new EventId(string.Create(CultureInfo.InvariantCulture, $"past-{seed:x}-{i + 1:D7}")) };
        return ordered;
    }
}
