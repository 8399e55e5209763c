using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Tests.Evaluation;

public sealed class CaseRankingTests
{
    [Fact]
    public void Rank_Ties_GoToTheLowerIndex()
    {
        var ranking = Rank([2, 5, 5, 1, 5], history: [], targets: [2, 4]);
        Assert.Equal([1, 2, 4, 0, 3], ranking.List.ToArray());
        Assert.Equal([2, 3], ranking.Ranks.ToArray());
        // pairs with 0, 1, 3: each target beats two and is level with one
        Assert.Equal(2.5 / 3, ranking.Auc, 1e-12);
    }

    [Fact]
    public void Rank_History_IsNoCandidateUnlessKept()
    {
        float[] scores = [9, 8, 7, 6];
        Assert.Equal([1], Rank(scores, history: [0, 1], targets: [2]).Ranks.ToArray());
        Assert.Equal([2, 3], Rank(scores, history: [0, 1], targets: [2]).List.ToArray());
        Assert.Equal([3], Rank(scores, history: [0, 1], targets: [2], new EvaluationOptions { KeepSeen = true }).Ranks.ToArray());
    }

    [Fact]
    public void Rank_AllLevel_AucIsAHalf() => Assert.Equal(0.5, Rank(new float[50], history: [1], targets: [30]).Auc);

    [Fact]
    public void Rank_Many_AgreesWithASort()
    {
        var rng = new RecConsole.Engine.Numerics.Rng(4);
        var scores = Enumerable.Range(0, 203).Select(_ => (float)rng.NextInt(40)).ToArray();
        var order = Enumerable.Range(0, 203).Where(item => item % 7 != 0).OrderByDescending(item => scores[item]).ThenBy(item => item).ToList();
        var ranking = Rank(scores, history: [.. Enumerable.Range(0, 203).Where(item => item % 7 == 0)], targets: [1, 100, 202]);
        Assert.Equal(order.Take(Evaluator.LongestList), ranking.List.ToArray());
        Assert.Equal(new[] { 1, 100, 202 }.Select(target => order.IndexOf(target) + 1).Order(), ranking.Ranks.ToArray());
    }

    [Fact]
    public void Rank_Sampled_AmongNNegativesThatTheShopperNeverMet()
    {
        var options = new EvaluationOptions { SampledNegatives = 15 };
        var scores = Enumerable.Range(0, 100).Select(item => (float)-item).ToArray();
        var ranking = Rank(scores, history: [.. Enumerable.Range(0, 50)], targets: [99], options);
        Assert.Equal([16], ranking.Ranks.ToArray()); // last of 15 negatives and itself
        Assert.Equal(16, ranking.List.Length);
        Assert.All(ranking.List.ToArray(), item => Assert.InRange(item, 50, 99));
        Assert.Equal(ranking.List.ToArray(), Rank(scores, [.. Enumerable.Range(0, 50)], [99], options).List.ToArray());
        Assert.NotEqual(ranking.List.ToArray(), Rank(scores, [.. Enumerable.Range(0, 50)], [99], options with { Seed = 7 }).List.ToArray());
    }

    [Fact]
    public void Rank_MoreNegativesThanThereAre_TakesAll() =>
        Assert.Equal([5], Rank([9, 5, 4, 3, 2, 1], history: [0], targets: [5], new EvaluationOptions { SampledNegatives = 99 }).Ranks.ToArray());

    static CaseRanking Rank(float[] scores, int[] history, int[] targets, EvaluationOptions? options = null)
    {
        var ranking = new CaseRanking(scores.Length);
        scores.CopyTo(ranking.Scores);
        ranking.Rank(new EvaluationCase(history.Select(item => new HistoryEntry(item, EventKind.View)).ToArray(), targets), options ?? new EvaluationOptions(), index: 3);
        return ranking;
    }
}
