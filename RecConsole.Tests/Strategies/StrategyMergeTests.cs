using System.Collections.Immutable;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class StrategyMergeTests
{
    static readonly StrategyRule Lamps = new("lamps", RuleKind.Boost) { Strength = 0.5f, Items = new() { Categories = ["lamps"] } };
    static readonly StrategyRevision Base = StrategyStore.FirstDefault.WithRule(Lamps);

    [Fact]
    public void Of_ChangesOfDifferentParts_AreBothThere()
    {
        var mine = Base.WithWeight("margin", 0.5f).WithRule(new StrategyRule("hide", RuleKind.Hide) { Items = new() { Brands = ["Acme"] } });
        var theirs = (Base with { Exploration = new Exploration(0.4f, 1) }).WithWeight("popularity", 0.7f).WithNumber(2);

        var merged = StrategyMerge.Of(Base, mine, theirs);

        Assert.Empty(merged.Conflicts);
        Assert.Equal(["weight:popularity", "exploration"], merged.FromTheirs.AsEnumerable());
        Assert.Equal(0.5f, merged.Content.Weight("margin"));
        Assert.Equal(0.7f, merged.Content.Weight("popularity"));
        Assert.Equal(new Exploration(0.4f, 1), merged.Content.Exploration);
        Assert.Equal(["lamps", "hide"], merged.Content.Rules.Select(rule => rule.Key));
    }

    [Fact]
    public void Of_SamePartChangedByBoth_IsAConflictAndMineUnlessTheirsIsTaken()
    {
        var mine = Base.WithWeight("popularity", 0.9f).WithRule(Lamps with { Strength = 2 });
        var theirs = Base.WithWeight("popularity", 0.1f).WithRule(Lamps with { Strength = 3 });

        var merged = StrategyMerge.Of(Base, mine, theirs);
        Assert.Equal(["weight:popularity", "rule:lamps"], merged.Conflicts.Select(conflict => conflict.Part));
        Assert.Equal(mine.Hash, merged.Content.Hash);
        Assert.Contains("0.4", merged.Conflicts[0].Base, StringComparison.Ordinal);
        Assert.Contains("0.9", merged.Conflicts[0].Mine, StringComparison.Ordinal);
        Assert.Contains("0.1", merged.Conflicts[0].Theirs, StringComparison.Ordinal);

        var chosen = StrategyMerge.Of(Base, mine, theirs, new HashSet<string> { "rule:lamps" });
        Assert.Equal((0.9f, 3f), (chosen.Content.Weight("popularity"), chosen.Content.Rules.Single().Strength));
    }

    [Fact]
    public void Of_RemovedHereAndChangedThere_IsAConflict()
    {
        var mine = new StrategyRevision(Base.Key, 1, Base.Weights);
        var theirs = Base.WithRule(Lamps with { Strength = 3 });
        var conflict = Assert.Single(StrategyMerge.Of(Base, mine, theirs).Conflicts);
        Assert.Equal(("rule:lamps", true), (conflict.Part, conflict.Mine is null));
        Assert.Empty(StrategyMerge.Of(Base, mine, theirs).Content.Rules);
        Assert.Single(StrategyMerge.Of(Base, mine, theirs, new HashSet<string> { "rule:lamps" }).Content.Rules);
    }

    [Fact]
    public void Of_WeightHereAndItsBoundsThere_IsAConflictNotABrokenRevision()
    {
        var mine = Base.WithWeight("relevance", 2.5f);
        var theirs = Base with { Bounds = ImmutableSortedDictionary<string, WeightBounds>.Empty.Add("relevance", new WeightBounds(0, 2)) };
        Assert.Equal("weight:relevance", Assert.Single(StrategyMerge.Of(Base, mine, theirs).Conflicts).Part);
    }

    [Fact]
    public void Of_RandomRevisions_OneSideOnlyGivesThatSideAndBothAlikeConflictsNowhere()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var a = RandomStrategy.Revision(new Rng(seed), 12, 50);
            var b = RandomStrategy.Revision(new Rng(seed + 1000), 12, 50);
            Assert.Equal(b.Hash, StrategyMerge.Of(a, a, b).Content.WithKey(b.Key).Hash);
            Assert.Equal(b.Hash, StrategyMerge.Of(a, b, a).Content.Hash);
            var same = StrategyMerge.Of(a, b, b);
            Assert.Equal((b.Hash, 0, 0), (same.Content.Hash, same.Conflicts.Length, same.FromTheirs.Length));
            Assert.Empty(RevisionDiff.Between(b, StrategyMerge.Of(a, a, b).Content));
        }
    }

    [Fact]
    public void Between_RulesInAnotherOrder_IsNoDifference()
    {
        var other = new StrategyRule("other", RuleKind.Hide) { Items = new() { Brands = ["Acme"] } };
        var one = new StrategyRevision("k", 1, Base.Weights, [Lamps, other]);
        var two = new StrategyRevision("k", 2, Base.Weights, [other, Lamps]);
        Assert.Empty(RevisionDiff.Between(one, two));
        Assert.Equal([new RevisionChange("weight:margin", null, "{\"weight\":1}")], RevisionDiff.Between(one, two.WithWeight("margin", 1)));
    }
}
