using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Serving;

/// <summary>
/// In: one request ranked under two revisions. Out: one slate of both. Each strategy's slate is made in full, with its own rules,
/// pins, diversity and exploration under one chance, and then they draft: a pin holds in the slate that it is of, and an item that one
/// strategy hides may come from the other.
/// </summary>
static class InterleavedSlate
{
    /// <param name="seed">Of the exploration of both.</param>
    /// <param name="draftSeed">Of the coins.</param>
    /// <returns>The items; and the slots, whose propensities are those over the coins (<see cref="TeamDraft.Propensity"/>).</returns>
    public static (SlateItem[] Items, BuiltSlate Built) Draft(SlateBuilder builder, RankedItems a, RankedItems b, int count, ulong seed, ulong draftSeed, bool explain)
    {
        var ofA = builder.Build(a, count, seed, withPropensities: false);
        var ofB = builder.Build(b, count, seed, withPropensities: false);
        Span<int> listA = stackalloc int[ofA.Slots.Length], listB = stackalloc int[ofB.Slots.Length];
        for (var i = 0; i < listA.Length; i++) listA[i] = ofA.Slots[i].Item;
        for (var i = 0; i < listB.Length; i++) listB[i] = ofB.Slots[i].Item;
        var drafted = new DraftedSlot[count];
        var filled = TeamDraft.Draft(listA, listB, draftSeed, drafted);

        var items = new SlateItem[filled];
        var slots = new SlateSlotChoice[filled];
        for (var i = 0; i < filled; i++)
        {
            var (item, team) = drafted[i];
            var isOfA = team == DraftTeam.A || team == DraftTeam.None && listA.Contains(item);
            var ranked = isOfA ? a : b;
            var score = isOfA ? ofA.Slots[listA.IndexOf(item)].Score : ofB.Slots[listB.IndexOf(item)].Score;
            slots[i] = new SlateSlotChoice(item, score, team == DraftTeam.None ? 1 : TeamDraft.Propensity);
            items[i] = new SlateItem(ranked.Matrix.Catalog[item].Id, i + 1, score, slots[i].Propensity, explain ? Explanation.Of(ranked, item) : null) { Team = team };
        }
        return (items, new BuiltSlate(slots, ofA.Explored || ofB.Explored, []));
    }
}
