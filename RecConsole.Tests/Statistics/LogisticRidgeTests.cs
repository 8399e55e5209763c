using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class LogisticRidgeTests
{
    [Fact]
    public void Fit_NoColumns_IsTheRateWithItsError()
    {
        var model = LogisticRidge.Fit(Rows(20, _ => null), [.. Enumerable.Range(0, 20).Select(n => n < 4)], 0, 1);

        Assert.Equal(Math.Log(0.2 / 0.8), model.Coefficients[0], 1e-9);
        Assert.Equal(1 / (20 * 0.2 * 0.8), model.VarianceOf([1]), 1e-9); // of a log-odds: 1 / (n p (1 - p))
        Assert.Equal(-(0.2 * Math.Log(0.2) + 0.8 * Math.Log(0.8)), model.LogLoss(Rows(20, _ => null), [.. Enumerable.Range(0, 20).Select(n => n < 4)]), 1e-9);
    }

    /// <summary>Of a two by two table the coefficient is the log of the odds ratio, and its variance the sum of the four inverse counts (Woolf 1955).</summary>
    [Fact]
    public void Fit_TwoGroups_IsTheOddsRatio()
    {
        // 3 of 10 without, 6 of 10 with
        bool[] happened = [.. Enumerable.Range(0, 20).Select(n => n < 10 ? n < 3 : n < 16)];
        var model = LogisticRidge.Fit(Rows(20, n => n < 10 ? null : 0), happened, 1, 1e-9);

        Assert.Equal(Math.Log(6.0 / 4 / (3.0 / 7)), model.Coefficients[0], 1e-6);
        Assert.Equal(1.0 / 3 + 1.0 / 7 + 1.0 / 6 + 1.0 / 4, model.VarianceOf([1, 0]), 1e-6);
        Assert.Equal(0.6, model.Probability(new SparseRow([0], [1])), 1e-6);
    }

    [Fact]
    public void Fit_StrongRidge_LeavesTheRate()
    {
        bool[] happened = [.. Enumerable.Range(0, 20).Select(n => n < 10 ? n < 3 : n < 16)];
        var model = LogisticRidge.Fit(Rows(20, n => n < 10 ? null : 0), happened, 1, 1e9);

        Assert.Equal(0, model.Coefficients[0], 1e-6);
        Assert.Equal(9.0 / 20, model.Probability(new SparseRow([], [])), 1e-6);
    }

    [Fact]
    public void Fit_NeverHappened_IsHalfASuccessMore()
    {
        var model = LogisticRidge.Fit(Rows(50, n => n % 2), new bool[50], 2, 1);

        Assert.Equal(0.5 / 51, model.Probability(new SparseRow([0], [1])), 1e-12);
        Assert.True(double.IsFinite(model.VarianceOf([1, 0, 1])));
    }

    static SparseRow[] Rows(int count, Func<int, int?> column) => [.. Enumerable.Range(0, count).Select(n => column(n) is { } one ? new SparseRow([one], [1]) : new SparseRow([], []))];
}
