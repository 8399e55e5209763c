using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Strategies;

namespace RecConsole.Tests.Ranking;

/// <summary>Rules through the real ranker, against what each item's own conditions say.</summary>
public sealed class RuleRankingTests
{
    const int Items = 400;

    static StrategyRevision Random(RankingCase shop, ulong seed, int rules)
    {
        var rng = new Rng(seed);
        var made = Enumerable.Range(0, rules).Select(r => RandomStrategy.Rule(rng, $"r{r:000}", Items, everyRequest: rng.NextBool(0.5)))
            .Select(rule => rule.Kind switch // so that something is left to rank
            {
                RuleKind.IncludeOnly => rule with { Items = new() { Categories = ["c0", "c1", "c2"], Stock = new NumberRange(rng.NextInt(10), null) } },
                RuleKind.Hide => rule with { IsEnabled = rng.NextBool(0.2), Items = rule.Items with { Categories = [$"c{rng.NextInt(3)}"], Stock = new NumberRange(null, 30) } },
                _ => rule,
            });
        return new StrategyRevision("random", 1, WeightKeys.All(shop.Ranker.Current.Signals).Select(key => KeyValuePair.Create(key, (float)rng.NextGaussian())), made);
    }

    static async Task<int[]> RankAsync(RankingCase shop, StrategyRevision revision, int user = 3)
    {
        using var ranked = await shop.Ranker.RankAsync(Query(shop, revision, user));
        return ranked.Top.Indices.ToArray();
    }

    static RankQuery Query(RankingCase shop, StrategyRevision revision, int user = 3) => new(shop.Shopper(user), revision, Items)
    {
        Placement = "p1",
        Context = new RequestContext { Device = "phone", Segment = "segment1", Query = "a desk" },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Rank_TwoHundredRandomRules_EqualsEachItemJudgedAlone(ulong seed)
    {
        var shop = new RankingCase(Items, 8, seed);
        var revision = Random(shop, seed, 200);
        using var bare = await shop.Ranker.RankAsync(Query(shop, new StrategyRevision("bare", 1, revision.Weights)));
        using var ranked = await shop.Ranker.RankAsync(Query(shop, revision));

        var active = revision.Rules.Where(rule => rule.IsEnabled && rule.Requests.Holds("p1", Query(shop, revision).Context, shop.Time.Now)).ToArray();
        var biasedScores = new Dictionary<int, double>();
        for (var i = 0; i < Items; i++)
        {
            var item = shop.Catalog.Current[i];
            var isHidden = active.Any(rule => rule.Kind == RuleKind.Hide && rule.Items.Matches(item, RankingCase.Now) || rule.Kind == RuleKind.IncludeOnly && !rule.Items.Matches(item, RankingCase.Now));
            Assert.Equal(isHidden || bare.IsExcluded(i), ranked.IsExcluded(i));
            if (ranked.IsExcluded(i)) continue;
            biasedScores[i] = bare.ScoreOf(i) + active.Where(rule => rule.Items.Matches(item, RankingCase.Now)).Sum(rule => rule.Kind switch { RuleKind.Boost => rule.Strength, RuleKind.Bury => -rule.Strength, _ => 0.0 });
            Assert.Equal(biasedScores[i], ranked.ScoreOf(i), 1e-4);
        }
        Assert.True(biasedScores.Count > 10 && active.Length > 100);
        // the same order as the reference, but where it sees less than fp32 does
        var top = ranked.Top.Indices.ToArray();
        Assert.Equal(biasedScores.Keys.Order(), top.Order());
        for (var place = 1; place < top.Length; place++) Assert.True(biasedScores[top[place]] <= biasedScores[top[place - 1]] + 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Contributions_WithRandomRules_AddUpForEveryItem(ulong seed)
    {
        var shop = new RankingCase(Items, 16, seed, cold: 30);
        using var ranked = await shop.Ranker.RankAsync(Query(shop, Random(shop, seed, 200)));
        var ruleTerms = 0;
        for (var i = 0; i < Items; i++)
        {
            var terms = Explanation.Of(ranked, i);
            ruleTerms += terms.Keys.Count(key => key.StartsWith(Explanation.RulePrefix, StringComparison.Ordinal));
            Assert.InRange(Math.Abs(terms.Values.Sum(v => (double)v) - ranked.ScoreOf(i)), 0, 1e-5 * terms.Values.Sum(v => Math.Abs((double)v)));
        }
        Assert.True(ruleTerms > Items);
    }

    [Fact]
    public async Task Rank_RaisedBoost_NeverLowersItsItem()
    {
        var shop = new RankingCase(Items, 8);
        var rng = new Rng(5);
        var revision = Random(shop, 5, 60);
        for (var n = 0; n < 100; n++)
        {
            // a boost on one item alone: on a group, a member may be overtaken by another
            var item = rng.NextInt(Items);
            var rule = new StrategyRule("only", RuleKind.Boost) { Strength = (float)rng.NextDouble() * 2 + 0.001f, Items = new() { Ids = [$"i{item}"] } };
            var raised = rule with { Strength = rule.Strength + (float)rng.NextDouble() };
            var before = Array.IndexOf(await RankAsync(shop, revision.WithRule(rule), n % 9), item);
            var after = Array.IndexOf(await RankAsync(shop, revision.WithRule(raised), n % 9), item);
            Assert.True(after <= before && (after < 0) == (before < 0), $"item {item} went from {before} to {after}");
        }
    }

    /// <summary>On a group, no member falls behind an item outside.</summary>
    [Fact]
    public async Task Rank_RaisedBoostOfAGroup_NeverLowersAMemberAmongTheOthers()
    {
        var shop = new RankingCase(Items, 8);
        var revision = Random(shop, 6, 60);
        var rule = new StrategyRule("group", RuleKind.Boost) { Strength = 0.3f, Items = new() { Categories = ["c1"] } };
        static int[] Ahead(int[] order) => [.. order.Select((item, place) => (item, place)).Where(e => e.item % 3 == 1).OrderBy(e => e.item).Select(e => order.Take(e.place).Count(other => other % 3 != 1))];
        var before = Ahead(await RankAsync(shop, revision.WithRule(rule)));
        var after = Ahead(await RankAsync(shop, revision.WithRule(rule with { Strength = 0.9f })));
        Assert.NotEqual(before, after);
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second <= pair.First));
    }

    [Theory]
    [InlineData(0.25f)] // a power of two changes no rounding
    [InlineData(4f)]
    public async Task Rank_WeightsAndStrengthsScaled_KeepTheOrder(float factor)
    {
        var shop = new RankingCase(Items, 8);
        for (var n = 0; n < 20; n++)
        {
            var revision = Random(shop, (ulong)n + 50, 40);
            var scaled = new StrategyRevision("random", 1, revision.Weights.Select(pair => KeyValuePair.Create(pair.Key, pair.Value * factor)),
                revision.Rules.Select(rule => rule with { Strength = rule.Strength * factor }));
            Assert.Equal(await RankAsync(shop, revision, n), await RankAsync(shop, scaled, n));
        }
    }

    [Fact]
    public async Task Rank_HiddenAndBoosted_IsNotShown()
    {
        var shop = new RankingCase(Items, 8);
        var revision = new StrategyRevision("k", 1, StrategyStore.FirstDefault.Weights,
        [
            new StrategyRule("boost", RuleKind.Boost) { Strength = 100, Items = new() { Categories = ["c1"] } },
            new StrategyRule("hide", RuleKind.Hide) { Items = new() { Categories = ["c1"] } },
        ]);
        var shown = await RankAsync(shop, revision);
        Assert.NotEmpty(shown);
        Assert.All(shown, item => Assert.NotEqual("c1", shop.Catalog.Current[item].Category));
    }

    /// <summary>One summation order for all: the score that the ranker gives equals the canonical one to the bit.</summary>
    [Fact]
    public async Task Rank_WithRules_GivesCanonicalScores()
    {
        var shop = new RankingCase(Items, 8);
        using var ranked = await shop.Ranker.RankAsync(Query(shop, Random(shop, 8, 200)));
        var all = new float[Items];
        CanonicalScore.All(ranked.Matrix.Scores, ranked.Request, all);
        for (var place = 0; place < ranked.Top.Count; place++) Assert.Equal(all[ranked.Top.Indices[place]], ranked.Top.Scores[place]);
    }
}
