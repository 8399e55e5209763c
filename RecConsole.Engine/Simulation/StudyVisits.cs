using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// Makes visits of the demo shop's shoppers for a study: visit number N is by the same shopper with the same chance whatever is
/// shown, so that what is shown is compared on the same visits. The clock stands still but for the visit's own pages, and nothing that
/// a visit does outlives it. Thread-safe.
/// </summary>
/// <param name="catalog">Of the demo shop that <paramref name="shopSeed"/> makes.</param>
/// <param name="sessions">What is remembered of its shoppers.</param>
/// <param name="now">When every visit begins.</param>
sealed class StudyVisits(CatalogSnapshot catalog, ulong shopSeed, SessionStore sessions, DateTimeOffset now)
{
    /// <summary>From one page to the next.</summary>
    static readonly TimeSpan Page = TimeSpan.FromSeconds(7);

    readonly Shoppers shoppers = new(ShopVocabulary.Default, shopSeed);

    public Shelves Shelves { get; } = new(ShopVocabulary.Default, catalog.Items, shopSeed);

    /// <summary>Makes each visit from 0 on, on all cores.</summary>
    public void Each(int visits, Action<int, Browsing> make, CancellationToken cancellation) =>
        Parallel.For(0, visits, new ParallelOptions { CancellationToken = cancellation }, () => new Browsing(Shelves, ChoiceModel.Default), (n, _, browsing) =>
        {
            make(n, browsing);
            return browsing;
        }, _ => { });

    public VisitOutcome Make(Rng chance, int number, VisitSide side, Browsing browsing)
    {
        var draw = chance.Fork((ulong)number);
        var shopper = shoppers.Draw(draw, shoppers.All.Count);
        var visit = new Visit(shopper, new SessionId($"study-{number}"), new Mood(ShopVocabulary.Default, shopper.Taste.DrawErrand(draw)), ChoiceModel.Default, draw);
        var memory = sessions.Find(shopper.Id, null);
        var (events, at, outcome) = (new List<ShopEvent>(), now, default(VisitOutcome));
        while (!visit.IsOver)
        {
            events.Clear();
            var request = visit.Next(browsing, at, events);
            foreach (var e in events) memory = SessionUpdater.Apply(memory, e);
            events.Clear();
            var slate = side.Show(visit, request, memory, Rng.Mix(StableHash.Of(request.Placement) ^ (ulong)number), at);
            var expected = visit.ExpectedClicks(slate, Shelves, at);
            visit.See(slate, Shelves, at, events);
            var (clicks, orders, revenue) = (0, 0, 0m);
            foreach (var e in events)
            {
                memory = SessionUpdater.Apply(memory, e);
                if (e is { Kind: EventKind.Click, Position: { } position })
                {
                    clicks++;
                    side.Clicked(position);
                }
                else if (e is { Kind: EventKind.Purchase, Price: var price })
                {
                    orders++;
                    revenue += (price ?? 0) * e.Quantity;
                }
            }
            outcome = new VisitOutcome(outcome.Slates + 1, outcome.Slots + slate.Items.Count, outcome.Clicks + clicks, outcome.Orders + orders, outcome.Revenue + (double)revenue,
                outcome.ExpectedClicks + expected, outcome.Looks + slate.Items.Sum(slot => ChoiceModel.Default.Examination(slot.Position)));
            at += Page;
        }
        return outcome;
    }

    /// <summary>What a page shows, of dense indices.</summary>
    public Slate SlateOf(ReadOnlySpan<int> shown)
    {
        var items = new SlateItem[shown.Length];
        for (var i = 0; i < items.Length; i++) items[i] = new SlateItem(catalog[shown[i]].Id, i + 1, 0, 1, null);
        return new Slate(new SlateId("study"), "study", "study", "study") { Items = items };
    }
}

/// <summary>What one visit came to.</summary>
/// <param name="ExpectedClicks">Of each slate as the shopper met it, in the mean; an item that they clicked before counts for nothing.</param>
/// <param name="Looks">Slots that they looked at, in the mean.</param>
readonly record struct VisitOutcome(int Slates, int Slots, int Clicks, int Orders, double Revenue, double ExpectedClicks, double Looks);
