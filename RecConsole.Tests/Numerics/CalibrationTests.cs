using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class CalibrationTests
{
    /// <summary>
    /// Two scores, of each four labels: 1 of 4 and 3 of 4. With targets t = (n+ + 1) / (n+ + 2) = 5/6 and 1/6, the mean targets are
    /// (5/6 + 3/6) / 4 = 1/3 at score 0 and 2/3 at score 1; a line meets two points exactly: intercept = logit(1/3) = -ln 2,
    /// slope = logit(2/3) - logit(1/3) = 2 ln 2.
    /// </summary>
    [Fact]
    public void Platt_TwoScores_MeetsTheirMeanTargets()
    {
        var line = PlattScaling.Fit([0, 0, 0, 0, 1, 1, 1, 1], [true, false, false, false, true, true, true, false]);
        Assert.Equal(2 * Math.Log(2), line.Slope, 1e-6);
        Assert.Equal(-Math.Log(2), line.Intercept, 1e-6);
        Assert.Equal(1 / 3.0, line.At(0), 1e-6);
        Assert.Equal(2 / 3.0, line.At(1), 1e-6);
    }

    /// <summary>Separated scores would drive the slope to infinity; with the targets 2/3 and 1/3 it is (2 ln 2) / 2.</summary>
    [Fact]
    public void Platt_Separated_StaysFinite()
    {
        var line = PlattScaling.Fit([-1, 1], [false, true]);
        Assert.Equal(Math.Log(2), line.Slope, 1e-6);
        Assert.Equal(0, line.Intercept, 1e-6);
    }

    /// <summary>Where all scores are the same there is no slope to find: the mean target, (2 (3/4) + 1/3) / 3 = 11/18.</summary>
    [Fact]
    public void Platt_OneScore_GivesTheMeanTarget() =>
        Assert.Equal(11 / 18.0, PlattScaling.Fit([5, 5, 5], [true, true, false]).At(5), 1e-6);

    /// <summary>A line that is known, drawn from often: it is found again.</summary>
    [Fact]
    public void Platt_DrawnFromALine_FindsIt()
    {
        var rng = new Rng(4);
        var known = new PlattScaling(0.7, -1.2);
        double[] scores = [.. Enumerable.Range(0, 40_000).Select(_ => 3 * rng.NextGaussian())];
        var line = PlattScaling.Fit(scores, [.. scores.Select(score => rng.NextBool(known.At(score)))]);
        Assert.InRange(line.Slope, 0.67, 0.73); // three standard errors and more
        Assert.InRange(line.Intercept, -1.27, -1.13);
    }

    /// <summary>Labels by score 1 to 8: 0 1 0 0 1 0 1 1. Pooled by hand: {1} 0, {2 3 4} 1/3, {5 6} 1/2, {7 8} 1.</summary>
    [Fact]
    public void Isotonic_Violators_ArePooled()
    {
        var steps = IsotonicRegression.Fit([3, 1, 2, 4, 8, 6, 5, 7], [false, false, true, false, true, false, true, true]);
        Assert.Equal([1, 3, 5.5, 7.5], steps.Scores);
        Assert.Equal([0, 1 / 3.0, 0.5, 1], steps.Values);
        Assert.Equal(0, steps.At(-5));
        Assert.Equal(1 / 6.0, steps.At(2), 1e-12);
        Assert.Equal(1 / 3.0, steps.At(3), 1e-12);
        Assert.Equal(0.75, steps.At(6.5), 1e-12);
        Assert.Equal(1, steps.At(100));
    }

    /// <summary>One score has one value, in whichever order its labels come: 1 and 2 twice each.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Isotonic_TiedScores_AreOneStep(bool positiveFirst)
    {
        var steps = IsotonicRegression.Fit([1, 1, 2, 2], [false, false, positiveFirst, !positiveFirst]);
        Assert.Equal([1, 2], steps.Scores);
        Assert.Equal([0, 0.5], steps.Values);
    }

    [Fact]
    public void Isotonic_FallingLabels_AreOneLevel() => Assert.Equal([0.5], IsotonicRegression.Fit([1, 2, 3, 4], [true, true, false, false]).Values);

    [Fact]
    public void Fit_NothingOrTooFewLabels_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit([], []));
        Assert.Throws<ArgumentException>(() => IsotonicRegression.Fit([1, 2], [true]));
    }
}
