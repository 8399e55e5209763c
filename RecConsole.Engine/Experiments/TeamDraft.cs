using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// In: what two strategies would show one shopper, and a seed. Out: one slate of both, in which each item is of the team that
/// picked it (team-draft interleaving: Radlinski, Kurup and Joachims, CIKM 2008). Each round the two pick their best item that is
/// not yet placed, a coin saying who is first; so both teams have the same chance at every slot, whatever shoppers look at.
/// <para>
/// The tie rule: what both would pick next at the beginning of a round is placed without a team, since a click on it tells
/// nothing of which is better. So the two picks of a round always differ, and do not depend on the coin: only their order
/// does, and lists that agree prefer nobody, not only on average. Once one list has no more items the rest of the other is placed
/// without a team: nobody answers it.
/// </para>
/// </summary>
public static class TeamDraft
{
    /// <summary>What a slate of both says in the place of a variant's name.</summary>
    public const string Variant = "interleaved";

    /// <summary>
    /// Chance that an item with a team stands in its slot, over the coins, given what both strategies would show: the picks of a
    /// round are the same whoever is first. Items without a team are there in any case.
    /// </summary>
    public const double Propensity = 0.5;

    /// <summary>
    /// One seed for a unit, a phase and a page of the shop, so that a page that is opened again looks the same, while a unit's
    /// pages have coins of their own: who is first on all of them must not be one team by luck.
    /// </summary>
    /// <param name="page">The item, category or query that the page is about; empty where it is about none.</param>
    public static ulong SeedOf(string experiment, int phase, string unit, string placement, string page) =>
        Rng.Mix(StableHash.Of(unit) ^ Rng.Mix(StableHash.Of(experiment) + (ulong)phase ^ Rng.Mix(StableHash.Of(placement) ^ Rng.Mix(StableHash.Of(page)))));

    /// <summary>Cost: for each slot a look at the items that lie above it.</summary>
    /// <param name="a">Dense indices of items, the best first, none twice.</param>
    /// <param name="b">The same of the other strategy.</param>
    /// <param name="seed">One for a shopper's visit and placement, so that a page that is opened again looks the same.</param>
    /// <param name="slate">Takes as many slots as it is long, or as both lists have items.</param>
    /// <returns>How many slots were filled.</returns>
    public static int Draft(ReadOnlySpan<int> a, ReadOnlySpan<int> b, ulong seed, Span<DraftedSlot> slate)
    {
        var (count, nextA, nextB, round) = (0, 0, 0, 0UL);
        while (count < slate.Length)
        {
            nextA = Next(a, nextA, slate[..count]);
            nextB = Next(b, nextB, slate[..count]);
            if (nextA == a.Length && nextB == b.Length) break;
            if (nextA == a.Length || nextB == b.Length || a[nextA] == b[nextB])
            {
                slate[count++] = new DraftedSlot(nextA < a.Length ? a[nextA] : b[nextB], DraftTeam.None);
                continue;
            }
            DraftedSlot ofA = new(a[nextA], DraftTeam.A), ofB = new(b[nextB], DraftTeam.B);
            var isAFirst = KeyedNoise.Uniform(seed, round++) < 0.5;
            slate[count++] = isAFirst ? ofA : ofB;
            if (count < slate.Length) slate[count++] = isAFirst ? ofB : ofA;
        }
        return count;
    }

    static int Next(ReadOnlySpan<int> list, int from, ReadOnlySpan<DraftedSlot> placed)
    {
        while (from < list.Length && Holds(placed, list[from])) from++;
        return from;
    }

    static bool Holds(ReadOnlySpan<DraftedSlot> placed, int item)
    {
        foreach (var slot in placed)
            if (slot.Item == item) return true;
        return false;
    }
}
