using RecConsole.Engine.Numerics;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;

namespace RecConsole.Tests.Slates;

public sealed class GreedyOrderTests
{
    [Theory]
    [InlineData(DiversityMethod.None, 0.5f)]
    [InlineData(DiversityMethod.Mmr, 0.1f), InlineData(DiversityMethod.Mmr, 0.5f), InlineData(DiversityMethod.Mmr, 1f)]
    [InlineData(DiversityMethod.Dpp, 0.1f), InlineData(DiversityMethod.Dpp, 0.5f), InlineData(DiversityMethod.Dpp, 1f)]
    public void Next_AnyStrength_EqualsTheDefinition(DiversityMethod method, float strength)
    {
        var shop = new RankingCase(items: 300, dimensions: 8, seed: 3, cold: 40);
        var matrix = shop.Ranker.Current;
        var rng = new Rng(17);
        for (var round = 0; round < 5; round++)
        {
            var items = Enumerable.Range(0, 300).ToArray();
            rng.Shuffle<int>(items);
            items = items[..60];
            var keys = items.Select(_ => (float)rng.NextGaussian()).OrderDescending().ToArray();
            var likeness = new ItemLikeness();
            likeness.Load(matrix, items);
            var order = new GreedyOrder();
            var diversity = new Diversity(method, strength);
            order.Begin(keys, diversity, likeness);
            var got = new List<int>();
            while (order.Next() is >= 0 and var next) got.Add(next);

            var expected = new SlateReference(matrix, items).Order([.. keys.Select(k => (double)k)], diversity);
            // beyond the rank of the vectors (8 dimensions and 3 categories) only the ridge is left, and fp32 decides: 12 are compared
            var compared = method == DiversityMethod.Dpp ? 12 : 60;
            Assert.Equal(expected[..compared], got[..compared]);
            Assert.Equal(Enumerable.Range(0, 60), got.Order());
        }
    }

    [Fact]
    public void Row_AnyPair_EqualsTheDefinitionAndIsSymmetric()
    {
        var shop = new RankingCase(items: 120, dimensions: 8, seed: 5, cold: 20);
        var items = Enumerable.Range(30, 90).ToArray();
        var likeness = new ItemLikeness();
        likeness.Load(shop.Ranker.Current, items);
        var expected = new SlateReference(shop.Ranker.Current, items).Likeness();
        for (var i = 0; i < items.Length; i++)
        {
            var row = likeness.Row(i).ToArray();
            for (var j = 0; j < items.Length; j++)
            {
                Assert.Equal(expected[i, j], row[j], 1e-5);
                Assert.Equal(row[j], likeness.Row(j)[i], 1e-6f);
            }
        }
    }

    [Theory, InlineData(DiversityMethod.Mmr), InlineData(DiversityMethod.Dpp)]
    public void Next_StrongerDiversity_MakesTheSlateLessAlike(DiversityMethod method)
    {
        var shop = new RankingCase(items: 500, dimensions: 8, seed: 9);
        var items = Enumerable.Range(0, 200).ToArray();
        var keys = items.Select(i => -i * 0.01f).ToArray();
        double Alike(float strength)
        {
            var likeness = new ItemLikeness();
            likeness.Load(shop.Ranker.Current, items);
            var order = new GreedyOrder();
            order.Begin(keys, new Diversity(method, strength), likeness);
            var first = Enumerable.Range(0, 10).Select(_ => order.Next()).ToArray();
            return first.Average(a => first.Where(b => b != a).Max(b => likeness.Row(a)[b]));
        }
        Assert.True(Alike(0.3f) < Alike(0));
        Assert.True(Alike(0.8f) < Alike(0.3f));
    }

    [Fact]
    public void Next_NoCandidatesOrEqualKeys_GivesThemByNumber()
    {
        var order = new GreedyOrder();
        order.Begin([], Diversity.None, null);
        Assert.Equal(-1, order.Next());
        order.Begin([1f, 1f, 1f], Diversity.None, null);
        Assert.Equal([0, 1, 2, -1], [order.Next(), order.Next(), order.Next(), order.Next()]);
    }
}
