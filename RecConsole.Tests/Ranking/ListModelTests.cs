using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Models;
using RecConsole.Tests.Strategies;

namespace RecConsole.Tests.Ranking;

/// <summary>A model whose relevance is a list of items for each request, ranked with the whole strategy.</summary>
public sealed class ListModelTests
{
    const int Items = 2500; // more than are scanned exactly anyway

    static readonly StrategyRevision RelevanceOnly = new("relevance-only", 1, new Dictionary<string, float> { [WeightKeys.Relevance] = 1 });

    static readonly StrategyRevision Mixed = new("mixed", 1, new Dictionary<string, float>
    {
        [WeightKeys.Relevance] = 0.8f, ["popularity"] = 0.5f, ["priceFit"] = 0.4f, ["newness"] = -0.3f, ["margin"] = 0.2f,
    }, [new StrategyRule("boost", RuleKind.Boost) { Items = new ItemCondition { Brands = ["b2"] }, Strength = 0.7f }]);

    static RankingCase Shop(ModelArtifact artifact, ulong seed = 1, int items = Items)
    {
        var shop = new RankingCase(items, dimensions: 0, seed);
        shop.Serve(artifact);
        shop.Refresh();
        return shop;
    }

    /// <summary>Lists of random lengths with values of either sign, some of items that the shop does not have.</summary>
    static ModelArtifact Random(ulong seed, int items = Items, int longest = 60)
    {
        var rng = new Rng(seed);
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, items).Select(i => new ItemId(i % 9 == 4 ? $"gone{i}" : $"i{i}")));
        var rows = new SparseRow[items];
        for (var row = 0; row < items; row++)
        {
            int[] columns = [.. Enumerable.Range(0, rng.NextInt(longest)).Select(_ => rng.NextInt(items)).Where(column => column != row).Distinct().Order()];
            rows[row] = new SparseRow(columns, [.. columns.Select(_ => (float)rng.NextGaussian() + 0.7f)]);
        }
        return new ModelArtifact("lists", vocabulary, new SparseMatrix(rows, items), new HistoryOptions { Length = 30, Decay = 0.9f }.ToEncoder(),
            new TrainingRecord(ModelCard.Json(new { seed }), RankingCase.Now, 0));
    }

    /// <summary>Every item's score by definition, in double, and the order of all of them by canonical score.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rank_WholeStrategy_IsTheBruteForceOrderOfTheWholeCatalogue(ulong seed)
    {
        var artifact = Random(seed);
        var shop = Shop(artifact, seed);
        for (var user = 0; user < 20; user++)
        {
            var shopper = shop.Shopper(user);
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shopper, Mixed, 200) { Context = user % 2 == 0 ? RequestContext.None : new RequestContext { ItemId = new ItemId($"i{user}") } });
            var matrix = ranked.Matrix;
            var all = new float[matrix.Catalog.Count];
            CanonicalScore.All(matrix.Scores, ranked.Request, all);
            var expected = Enumerable.Range(0, all.Length).Where(i => !ranked.IsExcluded(i)).OrderByDescending(i => all[i]).ThenBy(i => i).Take(200).ToArray();
            Assert.Equal(expected, ranked.Top.Indices.ToArray());

            var relevance = Relevance(artifact, matrix, shopper, ranked.Query.Context.ItemId);
            Assert.Contains(relevance, value => value > 0);
            using var plain = await shop.Ranker.RankAsync(new RankQuery(shopper, RelevanceOnly, 10) { Context = ranked.Query.Context });
            using var without = await shop.Ranker.RankAsync(new RankQuery(shopper, Mixed.WithWeight(WeightKeys.Relevance, 0), 10) { Context = ranked.Query.Context });
            for (var i = 0; i < all.Length; i++)
            {
                Assert.Equal(relevance[i], plain.ScoreOf(i), 1e-4);
                Assert.Equal(without.ScoreOf(i) + 0.8 * relevance[i], all[i], 1e-4);
            }
        }
    }

    /// <summary>What evaluate ranks by is what a shopper is ranked by, for each member of the zoo.</summary>
    [Theory]
    [MemberData(nameof(ModelZooTests.Keys), MemberType = typeof(ModelZooTests))]
    public async Task Rank_RelevanceOnly_IsTheOrderOfTheEvaluation(string key)
    {
        var rng = new Rng(8);
        var events = new History();
        for (var s = 0; s < 300; s++) events.Add($"h{s}", $"h{s}", EventKind.View, [.. Enumerable.Range(0, 5).Select(_ => $"i{(rng.NextInt(30) + s) % 150}")]);
        using var model = ZooCase.FitQuickly(key, events.Events);
        var shop = Shop(model.Artifact, items: 150);
        for (var user = 0; user < 10; user++)
        {
            var shopper = shop.Shopper(user);
            var scores = ZooCase.Scores(model, [.. shopper.Recent.Select(known => known.ItemId.Value)]);
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shopper, RelevanceOnly, 100));
            var top = ranked.Top.Indices.ToArray().Select(i => (Score: scores.GetValueOrDefault($"i{i}"), Own: ranked.ScoreOf(i))).ToArray();
            var size = scores.Values.Max(Math.Abs);
            for (var i = 1; i < top.Length; i++)
                Assert.True(top[i].Score <= top[i - 1].Score + 1e-4 * size, $"{key}, user {user}, place {i}: {top[i]} after {top[i - 1]}");
            Assert.True(top[0].Own > 0.5, "the best item of somebody who is known stands out");
        }
    }

    [Fact]
    public async Task Explain_AnyItem_TermsAddUp()
    {
        var shop = Shop(Random(5), 5);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(3), Mixed, 200));
        for (var i = 0; i < Items; i++)
        {
            var terms = Explanation.Of(ranked, i);
            Assert.Equal(ranked.ScoreOf(i), terms.Values.Sum(), 1e-5 * terms.Values.Sum(Math.Abs) + 1e-6);
        }
        Assert.Contains(ranked.Top.Indices.ToArray(), i => Explanation.Of(ranked, i)[WeightKeys.Relevance] > 0.1);
    }

    [Fact]
    public async Task WhyNot_EveryChange_BringsTheItemThere()
    {
        var shop = Shop(Random(6, 200), 6, items: 200);
        var found = 0;
        using var first = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(4), Mixed, 200));
        foreach (var item in first.Shopper.List.Items.ToArray().Take(12))
        {
            using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(4), Mixed, 200));
            if (ranked.IsExcluded(item)) continue;
            foreach (var change in WhyNot.Explain(ranked, item, rank: 5).Changes.Where(change => change.To is not null))
            {
                using var changed = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(4), change.Revision!, 200));
                Assert.InRange(changed.Top.Indices.IndexOf(item) + 1, 1, 5);
                if (change.Key == WeightKeys.Relevance) found++;
            }
        }
        Assert.True(found > 0, "the list's own weight is a lever too");
    }

    [Fact]
    public async Task Sample_Columns_GiveTheScoresUnderOtherWeightsToo()
    {
        var shop = Shop(Random(7), 7);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(5), Mixed, 200));
        var sample = SlateSampler.Take(ranked, new SlateBuilder(new SlateOptions()).Build(ranked, 10, seed: 3));
        var draft = Mixed.WithWeight(WeightKeys.Relevance, -1.7f);
        using var redrawn = await shop.Ranker.RankAsync(new RankQuery(shop.Shopper(5), draft, 200));
        for (var m = 0; m < sample.Items.Count; m++)
        {
            var item = shop.Catalog.Current.IndexOf(sample.Items[m]);
            Assert.Equal(redrawn.ScoreOf(item), sample.Scores[m] + (-1.7 - 0.8) * sample.Column(sample.Columns.ToList().IndexOf(WeightKeys.Relevance))[m], 1e-4);
        }
    }

    [Fact]
    public async Task Rank_UnknownShopper_HasNoRelevance()
    {
        var shop = Shop(Random(9), 9);
        using var ranked = await shop.Ranker.RankAsync(new RankQuery(SessionState.Empty, RelevanceOnly, 50));
        Assert.Equal(50, ranked.Top.Count);
        foreach (var score in ranked.Top.Scores) Assert.Equal(0f, score);
    }

    [Fact]
    public async Task Rank_ItemThatComesToTheShop_TakesItsPlaceOnTheLists()
    {
        var artifact = new ModelArtifact("lists", new ItemVocabulary([new ItemId("i1"), new ItemId("late")]),
            new SparseMatrix([new SparseRow([1], [2f]), new SparseRow([], [])], 2), new EncoderOptions(), new TrainingRecord(ModelCard.Json(0), RankingCase.Now, 0));
        var shop = Shop(artifact, items: 50);
        var shopper = SessionUpdater.Apply(SessionState.Empty, RankingCase.Event(EventKind.View, "x", "i1", RankingCase.Now));
        using (var before = await shop.Ranker.RankAsync(new RankQuery(shopper, RelevanceOnly, 5))) Assert.Equal(0, before.Top.Scores[0]);

        shop.Catalog.Upsert([new Item(new ItemId("late"), "Late") { Stock = 3 }]);
        shop.Refresh();

        using var after = await shop.Ranker.RankAsync(new RankQuery(shopper, RelevanceOnly, 5));
        Assert.Equal(shop.Catalog.Current.IndexOf(new ItemId("late")), after.Top.Indices[0]);
        Assert.Equal(1f, after.Top.Scores[0]); // alone on its list: one deviation
    }

    [Fact]
    public async Task Over_ListModelBesideAProduct_RanksAsIfItServed()
    {
        var artifact = Random(11, 300);
        var beside = new RankingCase(300, dimensions: 8, seed: 11);
        var serving = Shop(artifact, 11, items: 300);
        var layout = new ModelLayout(new SessionEncoder(artifact));
        var held = beside.Ranker.Hold();
        var answer = new RankedItems[1];
        beside.Ranker.RankMany(layout.Over(held), [new RankQuery(beside.Shopper(2), RelevanceOnly, 60)], answer);
        using var laid = answer[0];
        using var served = await serving.Ranker.RankAsync(new RankQuery(serving.Shopper(2), RelevanceOnly, 60));
        Assert.Equal(served.Top.Indices.ToArray(), laid.Top.Indices.ToArray());
        Assert.Equal(served.Top.Scores.ToArray(), laid.Top.Scores.ToArray());
        Ranker.LetGo(held);
    }

    /// <summary>The sums of the lists in double, in units of the root of their mean square, over the items that the shop has.</summary>
    static double[] Relevance(ModelArtifact artifact, CatalogMatrix matrix, SessionState shopper, ItemId? page)
    {
        var sums = new Dictionary<int, double>();
        var met = new List<ItemId>();
        if (page is { } current) met.Add(current);
        met.AddRange(shopper.Recent.Reverse().Select(known => known.ItemId));
        var weight = 1.0;
        foreach (var row in met.Distinct().Select(artifact.Vocabulary.IndexOf).Where(row => row >= 0).Take(30))
        {
            var (columns, values) = artifact.Lists![row];
            for (var i = 0; i < columns.Length; i++)
                if (matrix.Catalog.IndexOf(artifact.Vocabulary[columns[i]]) is >= 0 and var item) sums[item] = sums.GetValueOrDefault(item) + weight * values[i];
            weight *= 0.9;
        }
        Assert.InRange(sums.Count, 1, SessionLists.MaxItems); // else the longest list cuts
        var deviation = Math.Sqrt(sums.Values.Average(value => value * value));
        return [.. Enumerable.Range(0, matrix.Catalog.Count).Select(item => sums.GetValueOrDefault(item) / deviation)];
    }
}
