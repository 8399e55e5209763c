using RecConsole.Engine.Catalog;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Simulation;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Simulation;

public class InterleavingStudyTests
{
    static readonly StrategyRevision Good = StrategyStore.FirstDefault;
    static readonly StrategyRevision Poor = StrategyStore.FirstDefault.WithWeight("newness", 0.6f);
    static readonly Func<SlateRequest, IEnumerable<ItemId>> Popular = SimulatedShop.ByPopularity();

    /// <summary>Slots on which both agree.</summary>
    const int Alike = 5;

    readonly CatalogStore catalog = new();

    public InterleavingStudyTests() => catalog.Replace(SimulatedShop.Shop.Items);

    [Fact]
    public void Run_BetterAgainstWorse_IsPreferredAndNeedsFewerSessions()
    {
        var gain = InterleavingGain.Of(Study(skippedByPoor: 2000).Run(Good, Poor, 4000, seed: 1), seed: 1);

        Assert.True(gain.Agrees);
        Assert.True(gain.Lift.Upper < 0);
        Assert.True(gain.Preference.Upper < 0);
        Assert.True(gain.AtOnce.Upper < 0);
        Assert.InRange(gain.DraftSessions, 1, gain.SplitSessions);
        Assert.InRange(gain.SplitPower, 0.7, 0.9);
        Assert.InRange(gain.DraftPower, 0.7, 0.9);
    }

    [Fact]
    public void Run_OneStrategyTwice_PrefersNobodyInAnyVisit()
    {
        var visits = Study(skippedByPoor: 0).Run(Good, Poor, 200, seed: 2);

        Assert.True(visits.Sum(visit => visit.ClicksA) > 0);
        Assert.All(visits, visit =>
        {
            Assert.Equal((visit.ClicksA, visit.SlotsA), (visit.ClicksB, visit.SlotsB));
            Assert.Equal((0, 0, 0), (visit.Drafted.CreditA, visit.Drafted.CreditB, visit.Drafted.Teamed));
            Assert.Equal(visit.SlotsA, visit.Drafted.Slots);
            Assert.Equal((visit.Drafted.ExpectedA, visit.Drafted.ExpectedTopA), (visit.Drafted.ExpectedB, visit.Drafted.ExpectedTopB));
        });
    }

    [Fact]
    public void Run_ExpectedClicks_AreWhatVisitsGetInTheMean()
    {
        var visits = Study(skippedByPoor: 0).Run(Good, Poor, 4000, seed: 3);

        // the drafted visit is A's own here; a click changes the mood within the slate, which the expectation does not follow
        Assert.Equal(1, visits.Sum(visit => visit.Drafted.ExpectedA) / visits.Sum(visit => visit.ClicksA), 0.06);
    }

    [Fact]
    public void Run_Twice_IsTheSame() =>
        Assert.Equal(Study(100).Run(Good, Poor, 100, seed: 4), Study(100).Run(Good, Poor, 100, seed: 4));

    [Fact]
    public void Gain_SlotsOnWhichStrategiesAgree_CostTheSplitAndNotTheDraft()
    {
        // of two clicks a visit one is on what both show; B wins the other in 6 of 10 visits
        ComparedVisit[] visits = [.. Enumerable.Range(0, 1000).Select(n => new ComparedVisit(
            n % 7 + (n % 10 < 4 ? 1 : 0), 10, n % 7 + (n % 10 < 6 ? 1 : 0), 10, new DraftedVisit(n % 10 < 4 ? 1 : 0, n % 10 >= 4 ? 1 : 0, 10, 2, 0.4, 0.6, 0.2, 0.3)))];

        var gain = InterleavingGain.Of(visits, seed: 5);

        // variance of a visit's credit is .96 at an effect of .2: (1.96 + .84)² · .96 / .04
        Assert.Equal(7.849 * 24, gain.DraftSessions, 1.0);
        Assert.Equal((0.2, 0.5, 0.5), (gain.Differing, Math.Round(gain.AtOnce.Value, 9), Math.Round(gain.AtOnceTop.Value, 9)));
        Assert.True(gain.Ratio.Value > 10, $"{gain.Ratio}");
        Assert.True(gain.Agrees);
    }

    /// <summary>Both show what is popular; the poorer leaves so many places out after the first few.</summary>
    InterleavingStudy Study(int skippedByPoor) => new(catalog.Current, DemoShop.DefaultSeed, new SessionStore(), SimulatedShop.Start, (request, _, strategy, _, items) =>
    {
        var count = 0;
        var popular = strategy == Poor ? Popular(request).Where((_, place) => place < Alike || place >= Alike + skippedByPoor) : Popular(request);
        foreach (var id in popular.Take(items.Length)) items[count++] = catalog.Current.IndexOf(id);
        return count;
    });
}
