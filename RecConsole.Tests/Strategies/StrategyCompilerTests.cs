using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Strategies;

public sealed class StrategyCompilerTests
{
    readonly ManualTime time = new(RandomStrategy.Now);
    readonly CatalogStore catalog = new();
    readonly ConditionIndex conditions;
    readonly StrategyCompiler compiler;

    public StrategyCompilerTests()
    {
        conditions = new ConditionIndex(time);
        compiler = new StrategyCompiler(conditions, time);
        var rng = new Rng(9);
        catalog.Upsert([.. Enumerable.Range(0, 200).Select(i => RandomStrategy.Item(rng, i) with { Stock = 5, Active = true })]);
    }

    ActiveRules Activate(StrategyRevision revision, string placement = "home") =>
        compiler.Activate(revision, catalog.Current, placement, RequestContext.None, time.Now, time.Now);

    static StrategyRevision Of(params StrategyRule[] rules) => new("k", 1, [], rules);

    static StrategyRule Pin(string key, string item, int slot, RuleKind kind = RuleKind.Pin) => new(key, kind) { Items = new() { Ids = [item] }, Slot = slot };

    float[] Bias(ActiveRules rules)
    {
        var bias = new float[catalog.Current.Count];
        rules.WriteBias(bias);
        return bias;
    }

    /// <summary>Two revisions with one hash share plans: each must read of a plan what it would have made itself.</summary>
    [Fact]
    public void Activate_SameRulesInAnotherOrder_ComeToTheSame()
    {
        var rng = new Rng(1);
        var rules = Enumerable.Range(0, 150).Select(r => RandomStrategy.Rule(rng, $"r{r}", 200)).ToArray();
        var off = Enumerable.Range(0, 50).Select(r => new StrategyRule($"off{r}", RuleKind.Hide) { IsEnabled = false });
        var one = new StrategyRevision("k", 1, [], rules);
        var other = new StrategyRevision("k", 2, [], off.Concat(rules.Reverse()));
        Assert.Equal(one.Hash, other.Hash);

        for (var n = 0; n < 40; n++)
        {
            var placement = $"p{rng.NextInt(3)}";
            var context = new RequestContext { Segment = $"segment{rng.NextInt(3)}", Device = rng.NextBool(0.5) ? "phone" : null, Query = rng.NextBool(0.5) ? "a desk" : null, Category = $"c{rng.NextInt(5)}" };
            var shared = compiler.Activate(one, catalog.Current, placement, context, time.Now, time.Now);
            Assert.Same(shared, compiler.Activate(other, catalog.Current, placement, context, time.Now, time.Now));
            var alone = new StrategyCompiler(new ConditionIndex(time), time).Activate(other, catalog.Current, placement, context, time.Now, time.Now);
            Assert.Equal(Bias(alone), Bias(shared));
            Assert.Equal(alone.Pins.ToArray(), shared.Pins.ToArray());
            Assert.Equal(alone.Hidden?.Words.ToArray(), shared.Hidden?.Words.ToArray());
        }
    }

    [Fact]
    public void Activate_EachItem_GetsWhatItsConditionsSay()
    {
        var rng = new Rng(2);
        var revision = new StrategyRevision("k", 1, [], Enumerable.Range(0, 200).Select(r => RandomStrategy.Rule(rng, $"r{r:000}", 200, everyRequest: true)));
        var active = Activate(revision);
        var bias = Bias(active);
        for (var i = 0; i < 200; i++)
        {
            var matching = revision.EnabledRules.Where(rule => rule.Items.Matches(catalog.Current[i], time.Now)).ToArray();
            Assert.Equal(matching.Where(rule => rule.Bias != 0).Sum(rule => (double)rule.Bias), bias[i], 1e-4);
            Assert.Equal(matching.Where(rule => rule.Bias != 0).Select(rule => (rule.Key, rule.Bias)), active.TermsOf(i));
            var hiding = revision.EnabledRules.Where(rule => rule.Kind == RuleKind.Hide && matching.Contains(rule) || rule.Kind == RuleKind.IncludeOnly && !matching.Contains(rule)).ToArray();
            Assert.Equal(hiding.Length > 0, active.Hidden![i]);
            Assert.Equal(hiding.Select(rule => rule.Key), active.HidingOf(i).Select(rule => rule.Key));
        }
    }

    [Fact]
    public void Activate_PinsThatCannotAllBe_AreResolvedByWhatTheyAre()
    {
        static IEnumerable<(string, int)> Kept(ActiveRules rules) => rules.Pins.Select(pin => (pin.RuleKey, pin.Slot));
        Assert.Equal([("a", 3)], Kept(Activate(Of(Pin("b", "i1", 3), Pin("a", "i2", 3)))));
        Assert.Equal([("b", 3)], Kept(Activate(Of(Pin("b", "i1", 3), Pin("a", "i2", 3, RuleKind.SoftPin)))));
        Assert.Equal([("b", 2)], Kept(Activate(Of(Pin("a", "i1", 5), Pin("b", "i1", 2)))));
        Assert.Equal([("a", 5)], Kept(Activate(Of(Pin("a", "i1", 5), Pin("b", "i1", 2, RuleKind.SoftPin)))));
        Assert.Equal([("b", 3)], Kept(Activate(Of(Pin("b", "i1", 3), Pin("a", "i2", 3), new StrategyRule("h", RuleKind.Hide) { Items = new() { Ids = ["i2"] } }))));
        Assert.Equal([("a", 1), ("c", 2)], Kept(Activate(Of(Pin("c", "i2", 2), Pin("b", "i1", 1), Pin("a", "i3", 1), Pin("d", "gone", 4)))));
    }

    [Fact]
    public void Activate_NothingActive_IsNone()
    {
        var revision = Of(new StrategyRule("r", RuleKind.Hide) { Requests = new() { Placements = ["cart"] } });
        Assert.Same(ActiveRules.None, Activate(revision));
        Assert.NotNull(Activate(revision, "cart").Hidden);
    }

    [Fact]
    public void Activate_CatalogueChanges_FollowsItAndForgetsTheOld()
    {
        var revision = Of(new StrategyRule("cheap", RuleKind.Hide) { Items = new() { Price = new NumberRange(null, 10) } });
        for (var n = 0; n < 50; n++)
        {
            catalog.Upsert([catalog.Current[n] with { Price = n % 2 == 0 ? 5 : 50 }, RandomStrategy.Item(new Rng((ulong)n), 1000 + n)]);
            var hidden = Activate(revision).Hidden!;
            for (var i = 0; i < catalog.Current.Count; i++) Assert.Equal(catalog.Current[i].Price <= 10, hidden[i]);
        }
        Assert.Equal(1, compiler.Count);
    }

    [Fact]
    public void Activate_AgeCondition_IsRenewedByTheMinute()
    {
        catalog.Upsert([new Item(new ItemId("young"), "x") { AddedAt = time.Now.AddDays(-1) }]);
        var young = catalog.Current.IndexOf(new ItemId("young"));
        var revision = Of(new StrategyRule("new", RuleKind.Hide) { Items = new() { AgeDays = new NumberRange(null, 1) } });
        var first = Activate(revision);
        Assert.True(first.Hidden![young]);
        time.Now = time.Now.AddSeconds(59);
        Assert.Same(first, Activate(revision));
        time.Now = time.Now.AddSeconds(1);
        Assert.False(Activate(revision).Hidden![young]);
        Assert.Equal(1, compiler.Count);
    }

    [Fact]
    public void Activate_ManyActiveSets_KeepsABoundedNumber()
    {
        var revision = Of([.. Enumerable.Range(0, 200).Select(r => new StrategyRule($"r{r}", RuleKind.Hide) { Items = new() { Ids = [$"i{r}"] }, Requests = new() { Placements = [$"p{r}"] } })]);
        for (var round = 0; round < 2; round++)
            for (var r = 0; r < 200; r++)
            {
                time.Now = time.Now.AddTicks(1);
                Assert.True(Activate(revision, $"P{r}").Hidden![r]);
                Assert.InRange(compiler.Count, 1, StrategyCompiler.MaxPlans);
            }
    }

    [Fact]
    public void Match_ManyConditions_KeepsABoundedNumberAndThoseInUse()
    {
        var used = new ItemCondition { Brands = ["Brand1"] };
        var kept = conditions.Match(used, catalog.Current, time.Now);
        for (var n = 0; n < 3000; n++)
        {
            time.Now = time.Now.AddTicks(1);
            conditions.Match(new ItemCondition { Price = new NumberRange(n, null) }, catalog.Current, time.Now);
            Assert.Same(kept, conditions.Match(used, catalog.Current, time.Now));
        }
        Assert.InRange(conditions.Count, 1, ConditionIndex.MaxConditions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Match_CatalogueChangesGrowsAndIsReplaced_EqualsEachItemLookedAt(ulong seed)
    {
        var rng = new Rng(seed);
        var all = Enumerable.Range(0, 40).Select(_ => RandomStrategy.Condition(rng, 200)).ToArray();
        var older = catalog.Current;
        for (var round = 0; round < 60; round++)
        {
            if (round % 20 == 19) catalog.Replace([.. Enumerable.Range(0, 100 + rng.NextInt(100)).Select(i => RandomStrategy.Item(rng, i))]);
            else catalog.Upsert([.. Enumerable.Range(0, 5).Select(_ => RandomStrategy.Item(rng, rng.NextInt(260)))]);
            time.Now = time.Now.AddSeconds(rng.NextInt(90));
            foreach (var snapshot in new[] { catalog.Current, older })
                foreach (var condition in all)
                {
                    if (rng.NextBool(0.3)) continue; // left out now and then: renewed over several changes
                    var items = conditions.Match(condition, snapshot, time.Now);
                    Assert.Equal(snapshot.Count, items.Length);
                    for (var i = 0; i < snapshot.Count; i++) Assert.Equal(condition.Matches(snapshot[i], ConditionIndex.MinuteOf(time.Now)), items[i]);
                }
            if (rng.NextBool(0.5)) older = catalog.Current;
        }
    }
}
