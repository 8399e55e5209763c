using RecConsole.Engine.Catalog;
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
/// compare them, an A/B test and interleaving, are measured on the same shoppers.
/// </summary>
public sealed class InterleavingStudy(CatalogSnapshot catalog, ulong shopSeed, SessionStore sessions, DateTimeOffset now, ShowSlate show)
{
    const int LongestSlate = 32;

    readonly StudyVisits visits = new(catalog, shopSeed, sessions, now);

    public ComparedVisit[] Run(StrategyRevision a, StrategyRevision b, int count, ulong seed, CancellationToken cancellation = default)
    {
        var chance = new Rng(seed);
        var compared = new ComparedVisit[count];
        visits.Each(count, (n, browsing) =>
        {
            var (ofA, ofB) = (visits.Make(chance, n, new StrategySide(visits, show, a), browsing), visits.Make(chance, n, new StrategySide(visits, show, b), browsing));
            var both = new DraftedSide(visits, show, a, b);
            visits.Make(chance, n, both, browsing);
            compared[n] = new ComparedVisit(ofA.Clicks, ofA.Slots, ofB.Clicks, ofB.Slots, both.Sums);
        }, cancellation);
        return compared;
    }

    sealed class DraftedSide(StudyVisits visits, ShowSlate show, StrategyRevision a, StrategyRevision b) : VisitSide
    {
        readonly DraftedSlot[] slots = new DraftedSlot[LongestSlate];

        public DraftedVisit Sums { get; private set; }

        public override Slate Show(Visit visit, SlateRequest request, SessionState memory, ulong seed, DateTimeOffset at)
        {
            Span<int> ofA = stackalloc int[request.Count], ofB = stackalloc int[request.Count], drafted = stackalloc int[request.Count];
            ofA = ofA[..show(request, memory, a, seed, ofA)];
            ofB = ofB[..show(request, memory, b, seed, ofB)];
            var filled = slots.AsSpan(0, TeamDraft.Draft(ofA, ofB, seed, slots.AsSpan(0, request.Count)));
            var teamed = 0;
            for (var i = 0; i < filled.Length; i++)
            {
                drafted[i] = filled[i].Item;
                if (filled[i].Team != DraftTeam.None) teamed++;
            }
            double Expected(ReadOnlySpan<int> slate) => visit.ExpectedClicks(visits.SlateOf(slate), visits.Shelves, at);
            Sums = Sums with
            {
                Slots = Sums.Slots + filled.Length,
                Teamed = Sums.Teamed + teamed,
                ExpectedA = Sums.ExpectedA + Expected(ofA),
                ExpectedB = Sums.ExpectedB + Expected(ofB),
                ExpectedTopA = Sums.ExpectedTopA + Expected(ofA[..(ofA.Length / 2)]),
                ExpectedTopB = Sums.ExpectedTopB + Expected(ofB[..(ofB.Length / 2)]),
            };
            return visits.SlateOf(drafted[..filled.Length]);
        }

        public override void Clicked(int position)
        {
            var team = slots[position - 1].Team;
            if (team == DraftTeam.A) Sums = Sums with { CreditA = Sums.CreditA + 1 };
            else if (team == DraftTeam.B) Sums = Sums with { CreditB = Sums.CreditB + 1 };
        }
    }
}
