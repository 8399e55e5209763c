using System.Runtime.CompilerServices;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Performance;

[Collection(MeasuredAlone.Name)]
public sealed class RuleMemoryTests
{
    const int Items = 100_000;

    /// <summary>The promise is 300 MB at 1,000,000 items; everything kept is in proportion to the items, so it is measured at a tenth.</summary>
    const double MostBytesPerItem = 300;

    [Fact]
    public void Rules_TwoHundredUnderManyActiveSets_StayUnder300BytesAnItem()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        var rng = new Rng(1);
        var catalog = new CatalogStore();
        catalog.Upsert([.. Enumerable.Range(0, Items).Select(i => new Item(new ItemId($"i{i}"), "x") { Category = $"c{i % 40}", Brand = $"b{i % 97}", Price = 1 + i % 500, Stock = i % 50 })]);
        var clock = new ShopClock(time);
        var signals = new SignalCatalog([]);
        var matrix = new CatalogMatrixBuilder(new SignalBoard(signals, new ItemCounters(catalog, clock, new SignalOptions()), clock, new SignalOptions())).Build(catalog.Current, encoder: null);
        var rules = Enumerable.Range(0, 200).Select(r => new StrategyRule($"r{r}", (RuleKind)(r % 4)) // boost, bury, hide, include only
        {
            Strength = 0.5f,
            Items = new ItemCondition { Price = new NumberRange(r % 4 == 3 ? null : r, r % 4 == 3 ? 499 - r / 50 : r + 40), Stock = new NumberRange(0, r) },
            Requests = new RequestCondition { Segments = [.. Enumerable.Range(0, 64).Where(_ => rng.NextBool(0.5)).Select(s => $"s{s}")] },
        });
        var revision = new StrategyRevision("k", 1, [], rules);

        // The middle of five: what else the process takes or lets go meanwhile (a console of an earlier test that ends) is in a few of them only.
        var kept = Enumerable.Range(0, 5).Select(_ => BytesKept(time, matrix, revision)).Order().ToArray();
        Assert.InRange(kept[2] / (double)Items, 100, MostBytesPerItem);
        GC.KeepAlive(matrix);
    }

    /// <summary>What goes when the rules are let go, in bytes.</summary>
    static long BytesKept(ManualTime time, CatalogMatrix matrix, StrategyRevision revision)
    {
        object? rulesInUse = Fill(time, matrix, revision);
        var with = LiveBytes();
        GC.KeepAlive(rulesInUse);
        rulesInUse = null;
        return with - LiveBytes();
    }

    /// <summary>Plans of 64 active sets with the masks of 40 category pages each, as far as they are kept.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static object Fill(ManualTime time, CatalogMatrix matrix, StrategyRevision revision)
    {
        var conditions = new ConditionIndex(time);
        var compiler = new StrategyCompiler(conditions, time);
        var plans = new RulePlans(compiler, time);
        for (var n = 0; n < 64; n++)
        {
            time.Now = time.Now.AddTicks(1);
            for (var category = 0; category < 40; category++)
            {
                var plan = plans.For(matrix, new RankQuery(SessionState.Empty, revision, 10) { Context = new RequestContext { Segment = $"s{n}" } });
                Assert.NotNull(plan.Bias);
                Assert.Equal(Items, plan.Excluded(matrix, category == 0 ? null : $"c{category}").Length);
            }
        }
        Assert.Equal((StrategyCompiler.MaxPlans, 200), (compiler.Count, conditions.Count));
        return plans;
    }

    /// <summary>Collected twice: what a weak table holds for a dead key goes with the second.</summary>
    static long LiveBytes()
    {
        for (var n = 0; n < 2; n++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
