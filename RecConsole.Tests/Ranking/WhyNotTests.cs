using System.Collections.Immutable;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Strategies;

namespace RecConsole.Tests.Ranking;

public sealed class WhyNotTests
{
    const int Items = 200;

    static StrategyRevision Random(RankingCase shop, ulong seed, int rules = 12)
    {
        var rng = new Rng(seed);
        var weights = WeightKeys.All(shop.Ranker.Current.Signals).Where(_ => rng.NextBool(0.7)).Select(key => KeyValuePair.Create(key, key == WeightKeys.Relevance ? 1 : (float)rng.NextGaussian() * 0.5f));
        var made = Enumerable.Range(0, rules).Select(r => new StrategyRule($"r{r}", rng.NextBool(0.5) ? RuleKind.Boost : RuleKind.Bury) { Strength = 0.1f + (float)rng.NextDouble(), Items = RandomStrategy.Condition(rng, Items) });
        return new StrategyRevision("random", 1, weights, made)
        {
            Bounds = new Dictionary<string, WeightBounds> { [SignalCatalog.Margin] = new(-2, 2), [SignalCatalog.Trend] = new(-1.9f, 1.8f) }.ToImmutableSortedDictionary(),
        };
    }

    static ValueTask<RankedItems> RankAsync(RankingCase shop, StrategyRevision revision, int user = 3) => shop.Ranker.RankAsync(new RankQuery(shop.Shopper(user), revision, Items));

    /// <summary>The rank that the real ranker gives under a revision.</summary>
    static async Task<int> RankOfAsync(RankingCase shop, StrategyRevision revision, int user, int item)
    {
        using var ranked = await RankAsync(shop, revision, user);
        return ranked.Top.Indices.IndexOf(item) + 1;
    }

    static bool IsAllowed(RankChange change, StrategyRevision revision) => change.Lever switch
    {
        RankLever.Weight => revision.BoundsOf(change.Key).Contains(change.To!.Value),
        _ => change.To is > 0 and <= StrategyRule.MaxStrength,
    };

    [Fact]
    public async Task Explain_EveryItem_HasItsRankAndTermsAgainstItsRival()
    {
        var shop = new RankingCase(Items, 8, seed: 4, cold: 10);
        using var ranked = await RankAsync(shop, Random(shop, 4));
        var order = ranked.Top.Indices.ToArray();
        for (var i = 0; i < Items; i++)
        {
            var standing = WhyNot.Explain(ranked, i, rank: 5);
            Assert.Equal(ranked.ScoreOf(i), standing.Score);
            Assert.Equal(ranked.IsExcluded(i), !standing.Exclusions.IsEmpty);
            if (!ranked.IsExcluded(i)) Assert.Equal(Array.IndexOf(order, i) + 1, standing.ScoreRank);
            if (standing.ScoreRank <= 5) Assert.Null(standing.Rival);
            else
            {
                Assert.Equal(order[4], standing.Rival!.Item);
                Assert.Equal(standing.Score - standing.Rival.Score, standing.Rival.Terms.Sum(term => (double)term.Difference), 1e-4);
            }
        }
    }

    /// <summary>10,000 items in all; each proposal is published to the real ranker.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Explain_RandomItems_ProposalsReachTheRankWhenTheyAreMade(ulong seed)
    {
        var shop = new RankingCase(Items, 8, seed);
        var rng = new Rng(seed);
        var (reached, missed) = (0, 0);
        for (var n = 0; n < 100; n++)
        {
            var revision = Random(shop, seed * 1000 + (ulong)n);
            var user = rng.NextInt(50);
            using var ranked = await RankAsync(shop, revision, user);
            for (var k = 0; k < 50; k++)
            {
                var (item, rank) = (rng.NextInt(Items), 1 + rng.NextInt(40));
                var standing = WhyNot.Explain(ranked, item, rank);
                foreach (var change in standing.Changes)
                {
                    if (change.To is null)
                    {
                        missed++;
                        if (change.Lever == RankLever.Weight && rng.NextBool(0.01))
                        {
                            var value = change.Bounds.Min + (change.Bounds.Max - change.Bounds.Min) * (float)rng.NextDouble();
                            Assert.NotInRange(await RankOfAsync(shop, revision.WithWeight(change.Key, value), user, item), 1, rank);
                        }
                    }
                    else
                    {
                        reached++;
                        Assert.True(IsAllowed(change, revision), change.Sentence);
                        Assert.InRange(change.Rank!.Value, 1, rank);
                        if (rng.NextBool(0.05)) Assert.Equal(change.Rank, await RankOfAsync(shop, change.Revision!, user, item));
                    }
                }
                if (!ranked.IsExcluded(item) && standing.ScoreRank > rank) Assert.NotNull(standing.Smallest); // a boost of one's own always helps
            }
        }
        Assert.True(reached > 8_000 && missed > 8_000, $"{reached} reached, {missed} did not");
    }

    /// <summary>Against a scan of each lever over its bounds, scored by the ranker: nothing nearer reaches the rank, nothing is overlooked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Explain_EachLever_ProposesTheSmallestThatAScanFinds(ulong seed)
    {
        const int Steps = 240;
        var shop = new RankingCase(40, 4, seed);
        var revision = Random(shop, seed, rules: 4);
        var rng = new Rng(seed);
        using var ranked = await RankAsync(shop, revision);
        for (var n = 0; n < 6; n++)
        {
            var (item, rank) = (ranked.Top.Indices[10 + rng.NextInt(ranked.Top.Count - 10)], 1 + rng.NextInt(4));
            foreach (var change in WhyNot.Explain(ranked, item, rank).Changes)
            {
                var (min, max) = (Math.Max(change.Bounds.Min, -4), Math.Min(change.Bounds.Max, 4));
                float? nearest = null;
                for (var s = 0; s <= Steps; s++)
                {
                    var value = min + (max - min) * s / Steps;
                    if (change.Lever != RankLever.Weight && value <= 0) continue;
                    if (nearest is { } known && Math.Abs(known - change.From) <= Math.Abs(value - change.From)) continue;
                    if (await RankOfAsync(shop, With(revision, change, value), 3, item) <= rank) nearest = value;
                }
                if (nearest is null) continue;
                Assert.True(change.To is not null, $"{change.Key}: {nearest} reaches rank {rank}, nothing was proposed");
                Assert.True(change.Size <= Math.Abs(nearest.Value - change.From) + 1e-5, $"{change.Key}: {nearest} is nearer to {change.From} than {change.To}");
            }
        }

        StrategyRevision With(StrategyRevision r, RankChange change, float value) => change.Lever switch
        {
            RankLever.Weight => r.WithWeight(change.Key, value),
            RankLever.RuleStrength => r.WithRule(r.Rules.Single(rule => rule.Key == change.Key) with { Strength = value }),
            _ => r.WithRule(change.Revision!.Rules.Single(rule => rule.Key == change.Key) with { Strength = value }),
        };
    }

    [Fact]
    public async Task Explain_BoundsThatHoldAllBack_SaysThatNothingReaches()
    {
        var shop = new RankingCase(Items, 8);
        var revision = new StrategyRevision("k", 1, StrategyStore.FirstDefault.Weights)
        {
            Bounds = WeightKeys.All(shop.Ranker.Current.Signals).ToImmutableSortedDictionary(key => key, key => new WeightBounds(StrategyStore.FirstDefault.Weight(key), StrategyStore.FirstDefault.Weight(key))),
        };
        using var ranked = await RankAsync(shop, revision);
        var standing = WhyNot.Explain(ranked, ranked.Top.Indices[^1], 1);
        Assert.All(standing.Changes, change => Assert.Equal(change.Lever == RankLever.NewBoost, change.To is not null));
        Assert.StartsWith("No weight of ", standing.Changes[^1].Sentence, StringComparison.Ordinal);
        Assert.Same(standing.Changes[0], standing.Smallest);
    }

    [Fact]
    public async Task Explain_LeadThatNoBoostBeats_SaysSo()
    {
        var shop = new RankingCase(Items, 8);
        // each of the three boosts is as strong as any may be: the item would need more than one
        var rules = Enumerable.Range(0, 3).Select(r => new StrategyRule($"r{r}", RuleKind.Boost) { Strength = StrategyRule.MaxStrength, Items = new() { Categories = ["c0"] } });
        using var ranked = await RankAsync(shop, new StrategyRevision("k", 1, StrategyStore.FirstDefault.Weights, rules));
        var last = ranked.Top.Indices.ToArray().Last(i => i % 3 != 0);
        var standing = WhyNot.Explain(ranked, last, 1);
        Assert.Null(standing.Smallest);
        Assert.Contains(standing.Changes, change => change.Sentence == "No boost up to 100 on this item alone brings it there.");
    }

    [Fact]
    public async Task Explain_ItemThatMayNotBeShown_NamesEachReason()
    {
        var shop = new RankingCase(Items, 8);
        for (var i = 11; i < 20; i++) shop.Change($"i{i}", item => item with { Stock = 5 });
        shop.Change("i10", item => item with { Stock = 0, Active = false });
        shop.Apply(RankingCase.Event(EventKind.Purchase, "u9", "i11", RankingCase.Now));
        shop.Apply(RankingCase.Event(EventKind.AddToCart, "u9", "i12", RankingCase.Now));
        shop.Refresh();
        var revision = new StrategyRevision("k", 1, StrategyStore.FirstDefault.Weights,
        [
            new StrategyRule("hide-13", RuleKind.Hide) { Items = new() { Ids = ["i13"] } },
            new StrategyRule("hide-13-too", RuleKind.Hide) { Items = new() { Ids = ["i13"] } },
            new StrategyRule("not-14", RuleKind.IncludeOnly) { Items = new() { Ids = [.. Enumerable.Range(0, Items).Where(i => i != 14).Select(i => $"i{i}")] } },
            new StrategyRule("elsewhere", RuleKind.Hide) { Requests = new() { Placements = ["cart"] } },
        ]);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(9), revision, Items)
        {
            Context = new RequestContext { Category = "C1", ItemId = new ItemId("i16") },
            Exclude = [new ItemId("i19")],
        });

        ExclusionKind[] Kinds(int item) => [.. WhyNot.Explain(ranked, item, 1).Exclusions.Select(e => e.Kind)];
        Assert.Equal([ExclusionKind.Inactive, ExclusionKind.OutOfStock], Kinds(10));
        Assert.Equal([ExclusionKind.OutsideCategory, ExclusionKind.Bought], Kinds(11));
        Assert.Equal([ExclusionKind.OutsideCategory, ExclusionKind.InCart], Kinds(12));
        Assert.Equal([ExclusionKind.Hidden, ExclusionKind.Hidden], Kinds(13));
        Assert.Equal([ExclusionKind.NotIncluded, ExclusionKind.OutsideCategory], Kinds(14));
        Assert.Equal([ExclusionKind.PageItem], Kinds(16));
        Assert.Equal([ExclusionKind.ExcludedByRequest], Kinds(19));
        var standing = WhyNot.Explain(ranked, 13, 1);
        Assert.Equal(["hide-13", "hide-13-too"], standing.Exclusions.Select(e => e.RuleKey));
        Assert.Empty(standing.Changes);
        Assert.Null(standing.Smallest);
        for (var i = 0; i < Items; i++) Assert.Equal(ranked.IsExcluded(i), Kinds(i).Length > 0);
    }

    [Fact]
    public async Task Explain_UnknownShopper_RelevanceReachesNothing()
    {
        var shop = new RankingCase(Items, 8);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(RecConsole.Engine.Sessions.SessionState.Empty, StrategyStore.FirstDefault, Items));
        var changes = WhyNot.Explain(ranked, ranked.Top.Indices[50], 1).Changes;
        Assert.Null(changes.Single(change => change.Key == WeightKeys.Relevance).To);
        Assert.Null(changes.Single(change => change.Key == WeightKeys.PriceFit).To);
        Assert.NotNull(changes[0].To);
    }

    [Fact]
    public async Task Explain_ItemsThatAreAlike_LowerIndexGoesFirst()
    {
        var shop = new RankingCase(Items, 0);
        using var ranked = await RankAsync(shop, new StrategyRevision("nothing", 1, []));
        var order = ranked.Top.Indices.ToArray();
        Assert.Equal(order.Order(), order);
        var standing = WhyNot.Explain(ranked, order[7], 3);
        Assert.Equal(8, standing.ScoreRank);
        var boost = standing.Changes.Single(change => change.Lever == RankLever.NewBoost);
        Assert.InRange(boost.To!.Value, float.Epsilon, 1e-6f);
        Assert.Equal(1, await RankOfAsync(shop, boost.Revision!, 3, order[7]));
    }

    [Fact]
    public async Task Explain_WhatIsNotThere_IsRefused()
    {
        var shop = new RankingCase(10, 4);
        using var ranked = await RankAsync(shop, StrategyStore.FirstDefault);
        Assert.Throws<ArgumentOutOfRangeException>(() => WhyNot.Explain(ranked, 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WhyNot.Explain(ranked, 0, 0));
        Assert.Null(WhyNot.Explain(ranked, 0, 1000).Rival);
    }
}
