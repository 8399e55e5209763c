using RecConsole.Engine.Impact;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Impact;

public sealed class ClickModelTests
{
    [Fact]
    public void Fit_ClicksOfAKnownLaw_FindsPositionsAndWeights()
    {
        var rng = new Rng(4);
        float[] weights = [0.8f, -0.5f, 0];
        var rows = Enumerable.Range(0, 60_000).Select(n =>
        {
            var x = new[] { (float)rng.NextGaussian(), (float)rng.NextGaussian(), (float)rng.NextGaussian() };
            var slot = n % 8;
            var logit = -1 + weights[0] * x[0] + weights[1] * x[1];
            return new ClickRow(x, slot, rng.NextBool(Math.Pow(slot + 1, -0.7) / (1 + Math.Exp(-logit))));
        }).ToArray();
        var model = ClickModel.Fit(rows, 3);
        for (var slot = 0; slot < 8; slot++) Assert.Equal(Math.Pow(slot + 1, -0.7), model.Examination(slot), 0.06);
        foreach (var x in new float[][] { [0, 0, 0], [1, 0, 0], [0, 1, 0], [-1, -1, 1], [2, 1, -2] })
            Assert.Equal(1 / (1 + Math.Exp(1 - weights[0] * x[0] - weights[1] * x[1])), model.Attraction(x), 0.06);
        Assert.Equal(rows.Count(row => row.Clicked), rows.Sum(row => model.ClickProbability(row.Features.Span, row.Slot)), 0.02 * rows.Count(row => row.Clicked));
    }

    [Fact]
    public void Fit_NothingClickedOrNothingShown_StaysFinite()
    {
        var none = ClickModel.Fit([], 2);
        Assert.InRange(none.ClickProbability([1, 1], 3), 0, 1);
        var quiet = ClickModel.Fit([.. Enumerable.Range(0, 100).Select(n => new ClickRow(new float[] { n, 0 }, n % 5, false))], 2);
        Assert.InRange(quiet.ClickProbability([5, 0], 0), 0, 0.05);
        var all = ClickModel.Fit([.. Enumerable.Range(0, 100).Select(n => new ClickRow(new float[] { 1, 0 }, 0, true))], 2);
        Assert.InRange(all.ClickProbability([1, 0], 0), 0.6, 1);
    }
}
