using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

public sealed class IalsModelTests
{
    const string Options = """{"dimensions": 3, "iterations": 200, "solverSteps": 10, "unobservedWeight": 0.2, "regularization": 0.05, "regularizationExponent": 0.7, "initialDeviation": 1}""";
    const double Alpha = 0.2, Lambda = 0.05, Nu = 0.7;

    [Fact]
    public void Encode_AnyHistory_SolvesTheNormalEquations()
    {
        using var model = (InnerProductModel)ZooCase.Fit("ials", History.Clusters(3, 4, 60, seed: 2), Options);
        var u = new float[3];
        model.Encoder.Encode([new HistoryEntry[] { new(2, EventKind.View), new(-1, EventKind.View), new(5, EventKind.View) }], u);
        var expected = DenseSolve(ItemsOf(model), [2, 5]);
        for (var k = 0; k < 3; k++) Assert.Equal(expected[k], u[k], 1e-4);
    }

    [Fact]
    public void Encode_Decay_WeighsOlderItemsLess()
    {
        using var model = (InnerProductModel)ZooCase.Fit("ials", History.Clusters(3, 4, 60, seed: 2), Options[..^1] + """, "history": {"decay": 0.5}}""");
        var u = new float[3];
        model.Encoder.Encode([new HistoryEntry[] { new(2, EventKind.View), new(5, EventKind.View) }], u);
        var expected = DenseSolve(ItemsOf(model), [2, 5], [0.5, 1]);
        for (var k = 0; k < 3; k++) Assert.Equal(expected[k], u[k], 1e-4);
    }

    [Fact]
    public void Encode_NothingKnown_IsZero()
    {
        using var model = (InnerProductModel)ZooCase.Fit("ials", History.Clusters(3, 4, 60, seed: 2), Options);
        var u = new float[] { 1, 1, 1 };
        model.Encoder.Encode([new HistoryEntry[] { new(-1, EventKind.View) }], u);
        Assert.Equal([0f, 0f, 0f], u);
    }

    /// <summary>
    /// Once alternating changes nothing more, both sides solve their normal equations given the other: shown by one dense pass.
    /// In one dimension, where no rotation of the factors is left to creep along.
    /// </summary>
    [Fact]
    public void Fit_Converged_IsAFixedPointOfADensePass()
    {
        var events = History.Clusters(3, 4, 60, seed: 2);
        using var model = (InnerProductModel)ZooCase.Fit("ials", events, Options.Replace("\"dimensions\": 3", "\"dimensions\": 1"));
        var log = TrainingLog.Build(events, new KindWeights(), default);
        var items = ItemsOf(model);
        var users = log.UserSets.Select(set => DenseSolve(items, set)).ToArray();
        for (var item = 0; item < items.Length; item++)
        {
            var again = DenseSolve(users, log.ItemSets[item]);
            Assert.Equal(again[0], items[item][0], 1e-3);
        }
        Assert.Contains(items, row => row.Any(value => Math.Abs(value) > 0.1)); // not the fixed point of nothing
    }

    [Fact]
    public void Fit_Clusters_RanksTheShoppersOwnFirst()
    {
        using var model = ZooCase.Fit("ials", History.Clusters(4, 10, 400, seed: 3), """{"dimensions": 4, "regularization": 0.05, "unobservedWeight": 0.5}""");
        var scores = ZooCase.Scores(model, "c2-i01", "c2-i03");
        Assert.All(scores.OrderByDescending(pair => pair.Value).Take(8), pair => Assert.StartsWith("c2-", pair.Key));
    }

    static double[][] ItemsOf(InnerProductModel model) =>
        [.. Enumerable.Range(0, model.Vocabulary.Count).Select(row => Enumerable.Range(0, model.Dimensions).Select(k => (double)model.ItemMatrix.Span[row * model.Dimensions + k]).ToArray())];

    static double[] DenseSolve(double[][] others, int[] set, double[]? weights = null)
    {
        var d = others[0].Length;
        var (a, b) = (new double[d, d], new double[d]);
        for (var i = 0; i < d; i++)
        {
            a[i, i] = Lambda * Math.Pow(set.Length + Alpha * others.Length, Nu);
            for (var j = 0; j < d; j++) a[i, j] += Alpha * others.Sum(h => h[i] * h[j]);
        }
        for (var s = 0; s < set.Length; s++)
        {
            var (h, c) = (others[set[s]], weights?[s] ?? 1);
            for (var i = 0; i < d; i++)
            {
                b[i] += c * h[i];
                for (var j = 0; j < d; j++) a[i, j] += c * h[i] * h[j];
            }
        }
        return DenseAlgebra.Solve(a, b);
    }
}
