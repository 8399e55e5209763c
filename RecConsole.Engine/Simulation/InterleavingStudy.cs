using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Simulation;

/// <summary>Writes what a strategy shows somebody for a request, dense indices, and says how many; from any thread.</summary>
public delegate int ShowSlate(SlateRequest request, SessionState shopper, StrategyRevision strategy, ulong seed, Span<int> items);

/// <summary>
/// In: the demo shop, its shoppers and two strategies. Out: visits, each made three times from the same beginning by the same
/// shopper with the same chance: under the one strategy, under the other, and with slates interleaved of both. So the two ways to
/// compare them, an A/B test and interleaving, are measured on the same shoppers. Nothing that a visit does outlives it.
/// </summary>
public sealed class InterleavingStudy(CatalogSnapshot catalog, ulong shopSeed, SessionStore sessions, DateTimeOffset now, ShowSlate show)
{
    const int LongestSlate = 32;

    /// <summary>What a visitor does from page to page follows a clock that stands still but for this.</summary>
    static readonly TimeSpan Page = TimeSpan.FromSeconds(7);

    readonly Shoppers shoppers = new(ShopVocabulary.Default, shopSeed);
    readonly Shelves shelves = new(ShopVocabulary.Default, catalog.Items, shopSeed);

    public ComparedVisit[] Run(StrategyRevision a, StrategyRevision b, int visits, ulong seed, CancellationToken cancellation = default)
    {
        var chance = new Rng(seed);
        var compared = new ComparedVisit[visits];
        Parallel.For(0, visits, new ParallelOptions { CancellationToken = cancellation }, () => new Browsing(shelves, ChoiceModel.Default), (n, _, browsing) =>
        {
            var (ofA, ofB, both) = (Make(chance, n, a, null, browsing), Make(chance, n, b, null, browsing), Make(chance, n, a, b, browsing));
            compared[n] = new ComparedVisit(ofA.Clicks, ofA.Slots, ofB.Clicks, ofB.Slots, both.CreditA, both.CreditB);
            return browsing;
        }, _ => { });
        return compared;
    }

    /// <param name="b">Null where no slate is interleaved.</param>
    (int Clicks, int Slots, int CreditA, int CreditB) Make(Rng chance, int number, StrategyRevision a, StrategyRevision? b, Browsing browsing)
    {
        var draw = chance.Fork((ulong)number);
        var shopper = shoppers.Draw(draw, shoppers.All.Count);
        var visit = new Visit(shopper, new SessionId($"study-{number}"), new Mood(ShopVocabulary.Default, shopper.Taste.DrawErrand(draw)), ChoiceModel.Default, draw);
        var memory = sessions.Find(shopper.Id, null);
        var (events, at) = (new List<ShopEvent>(), now);
        var slots = new DraftedSlot[LongestSlate];
        var (clicks, shown, creditA, creditB) = (0, 0, 0, 0);
        while (!visit.IsOver)
        {
            events.Clear();
            var request = visit.Next(browsing, at, events);
            foreach (var e in events) memory = SessionUpdater.Apply(memory, e);
            events.Clear();
            var seed = Rng.Mix(StableHash.Of(request.Placement) ^ (ulong)number);
            var count = b is null ? Show(request, memory, a, seed, slots) : Draft(request, memory, a, b, seed, slots);
            shown += count;
            visit.See(Slate(a, slots.AsSpan(0, count)), shelves, at, events);
            foreach (var e in events)
            {
                memory = SessionUpdater.Apply(memory, e);
                if (e is not { Kind: EventKind.Click, Position: { } position }) continue;
                clicks++;
                if (slots[position - 1].Team == DraftTeam.A) creditA++;
                else if (slots[position - 1].Team == DraftTeam.B) creditB++;
            }
            at += Page;
        }
        return (clicks, shown, creditA, creditB);
    }

    int Show(SlateRequest request, SessionState memory, StrategyRevision strategy, ulong seed, Span<DraftedSlot> slots)
    {
        Span<int> items = stackalloc int[request.Count];
        var count = show(request, memory, strategy, seed, items);
        for (var i = 0; i < count; i++) slots[i] = new DraftedSlot(items[i], DraftTeam.None);
        return count;
    }

    int Draft(SlateRequest request, SessionState memory, StrategyRevision a, StrategyRevision b, ulong seed, Span<DraftedSlot> slots)
    {
        Span<int> ofA = stackalloc int[request.Count], ofB = stackalloc int[request.Count];
        var (countA, countB) = (show(request, memory, a, seed, ofA), show(request, memory, b, seed, ofB));
        return TeamDraft.Draft(ofA[..countA], ofB[..countB], seed, slots[..request.Count]);
    }

    Slate Slate(StrategyRevision strategy, ReadOnlySpan<DraftedSlot> slots)
    {
        var items = new SlateItem[slots.Length];
        for (var i = 0; i < items.Length; i++) items[i] = new SlateItem(catalog[slots[i].Item].Id, i + 1, 0, 1, null);
        return new Slate(new SlateId("study"), strategy.Key, strategy.Hash, "study") { Items = items };
    }
}
