using RecConsole.Engine.Experiments;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class TeamDraftTests
{
    const int Draws = 4000;

    [Fact]
    public void Draft_TwoLists_PairsTheirPicks()
    {
        // both want 9 first: nobody's; then 1 against 2, 3 against 4
        var slate = Drafted([9, 1, 2, 3], [9, 2, 1, 4], 5, seed: 1);

        Assert.Equal(new DraftedSlot(9, DraftTeam.None), slate[0]);
        Assert.Equal(new HashSet<DraftedSlot> { new(1, DraftTeam.A), new(2, DraftTeam.B) }, [.. slate[1..3]]);
        Assert.Equal(new HashSet<DraftedSlot> { new(3, DraftTeam.A), new(4, DraftTeam.B) }, [.. slate[3..5]]);
    }

    [Fact]
    public void Draft_IdenticalLists_AreShownAsTheyAreAndPreferNobody()
    {
        var sums = default(InterleavingSums);
        for (var seed = 0UL; seed < 200; seed++)
        {
            var slate = Drafted([5, 3, 8, 1], [5, 3, 8, 1], 4, seed);
            Assert.Equal([5, 3, 8, 1], slate.Select(slot => slot.Item));
            sums = sums.Add(Credit(slate, DraftTeam.A, _ => true), Credit(slate, DraftTeam.B, _ => true));
        }
        Assert.Equal(200, sums.Ties);
        Assert.Equal(new Interval(0, 0, 0), InterleavingResult.Of(sums).Preference);
    }

    [Fact]
    public void Draft_AnyLists_NoItemTwiceAndTeamsOfOneSize()
    {
        var rng = new Rng(4);
        for (var draw = 0UL; draw < 500; draw++)
        {
            var (a, b) = (List(rng, 12, 20), List(rng, 12, 20));
            var slate = Drafted(a, b, 1 + rng.NextInt(12), draw);

            Assert.Equal(slate.Length, slate.Select(slot => slot.Item).Distinct().Count());
            Assert.InRange(slate.Count(slot => slot.Team == DraftTeam.A) - slate.Count(slot => slot.Team == DraftTeam.B), -1, 1);
            Assert.All(slate, slot => Assert.Contains(slot.Item, slot.Team == DraftTeam.B ? b : a));
        }
    }

    [Fact]
    public void Draft_ManySeeds_EachTopIsFirstEquallyOften()
    {
        var firstOfA = Enumerable.Range(0, Draws).Count(seed => Drafted([1, 2, 3], [4, 5, 6], 3, (ulong)seed)[0].Item == 1);

        Assert.True(BinomialBounds.Of(Draws, 0.5, 0.001).Hold(firstOfA), $"{firstOfA} of {Draws}");
    }

    /// <summary>Shoppers who look at the top and click whatever lies there prefer neither list, whatever the lists have in common.</summary>
    [Fact]
    public void Draft_ClicksByPositionAlone_PreferNobody()
    {
        var rng = new Rng(8);
        for (var pair = 0; pair < 5; pair++)
        {
            var (a, b) = (List(rng, 8, 10), List(rng, 8, 10));
            var sums = default(InterleavingSums);
            for (var seed = 0; seed < Draws; seed++)
            {
                var slate = Drafted(a, b, 7, (ulong)(pair * Draws + seed));
                bool Clicked(int slot) => rng.NextBool(0.6 / (slot + 1));
                var clicks = Enumerable.Range(0, slate.Length).Select(Clicked).ToArray();
                sums = sums.Add(Credit(slate, DraftTeam.A, slot => clicks[slot]), Credit(slate, DraftTeam.B, slot => clicks[slot]));
            }
            Assert.InRange(InterleavingResult.Of(sums).Mean!.PValue, 0.001, 1); // fixed seeds; a bias of one slot would give 1e-20
        }
    }

    [Fact]
    public void Draft_ShortLists_FillWithWhatIsLeftForNobody()
    {
        Assert.Empty(Drafted([], [], 4, 1));
        Assert.Equal([new(7, DraftTeam.None), new(8, DraftTeam.None)], Drafted([], [7, 8], 4, 1));
        Assert.Equal(new DraftedSlot(3, DraftTeam.None), Drafted([1], [2, 3], 4, 1)[2]);
    }

    [Fact]
    public void Draft_SameSeed_IsTheSameSlate() => Assert.Equal(Drafted([1, 2, 3, 4], [3, 5, 1, 6], 6, 9), Drafted([1, 2, 3, 4], [3, 5, 1, 6], 6, 9));

    static int Credit(DraftedSlot[] slate, DraftTeam team, Func<int, bool> clicked) => slate.Index().Count(slot => slot.Item.Team == team && clicked(slot.Index));

    static DraftedSlot[] Drafted(int[] a, int[] b, int count, ulong seed)
    {
        var slate = new DraftedSlot[count];
        return slate[..TeamDraft.Draft(a, b, seed, slate)];
    }

    static int[] List(Rng rng, int length, int items)
    {
        var all = Enumerable.Range(0, items).ToArray();
        rng.Shuffle<int>(all);
        return all[..length];
    }
}
