using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Pairs;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models;

public sealed class PairPlanTests
{
    readonly TrainingLog log = TrainingLog.Build(History.Clusters(3, 4, 40, seed: 2), new KindWeights(), default);

    [Fact]
    public void Shuffled_EachPass_HoldsEachPairOnceInAnotherOrder()
    {
        var plan = new PairPlan(log, leastItems: 1);
        var (one, two) = (plan.Shuffled(new Rng(1)), plan.Shuffled(new Rng(2)));
        Assert.Equal(log.UserSets.Sum(set => set.Length), plan.Count);
        Assert.Equal(one.Length, one.Distinct().Count());
        Assert.All(one, pair => Assert.Contains(pair.Item, log.UserSets[pair.User]));
        Assert.NotEqual(one, two);
        Assert.Equal(one.ToHashSet(), two.ToHashSet());
    }

    [Fact]
    public void Unwanted_ManyDraws_AreAllOtherItemsAboutEquallyOften()
    {
        var plan = new PairPlan(log, leastItems: 1);
        var rng = new Rng(3);
        var counts = new int[log.Vocabulary.Count];
        for (var draw = 0; draw < 10_000; draw++) counts[plan.Unwanted(0, rng)]++;
        var others = log.Vocabulary.Count - log.UserSets[0].Length;
        foreach (var (item, count) in counts.Index())
            if (log.UserSets[0].Contains(item)) Assert.Equal(0, count);
            else Assert.InRange(count * others, 8_000, 12_000);
    }

    [Fact]
    public void Unwanted_WhoKnowsEverything_GetsAnyItem()
    {
        var all = TrainingLog.Build(new History().Add("u", "s", RecConsole.Engine.Events.EventKind.View, "a", "b").Events, new KindWeights(), default);
        Assert.InRange(new PairPlan(all, leastItems: 1).Unwanted(0, new Rng(3)), 0, 1);
    }
}
