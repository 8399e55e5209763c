using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class SumsTests
{
    static (double Y, double X)[] Units(int count, ulong seed)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => rng.NextGaussian()).Select(x => (2 * x + rng.NextGaussian() + 5, x + 3))];
    }

    [Fact]
    public void Merge_OfParts_IsTheStatisticOfTheWhole()
    {
        var units = Units(500, 1);
        var whole = units.Aggregate(default(CovariateSums), (sums, unit) => sums.Add(unit.Y, unit.X));
        var parts = units.Chunk(37).Select(part => part.Aggregate(default(CovariateSums), (sums, unit) => sums.Add(unit.Y, unit.X))).Aggregate((a, b) => a.Merge(b));

        Assert.Equal(whole.Covariance, parts.Covariance, 1e-9);
        Assert.Equal(whole.Metric.Variance, parts.Metric.Variance, 1e-9);
        Assert.Equal(units.Average(unit => unit.Y), parts.Metric.Mean, 1e-9);
    }

    [Fact]
    public void Adjusted_CovariateThatExplainsFourFifths_LeavesAFifthOfTheVariance()
    {
        var sums = Units(20_000, 2).Aggregate(default(CovariateSums), (sums, unit) => sums.Add(unit.Y, unit.X));
        var theta = CovariateSums.Theta(sums, default);

        Assert.Equal(2, theta, 0.03);
        Assert.Equal(0.2, sums.Adjusted(theta).Variance / sums.Metric.Variance, 0.01);
    }

    [Fact]
    public void Theta_CovariateThatDoesNotVary_IsNothing() =>
        Assert.Equal(0, CovariateSums.Theta(default(CovariateSums).Add(1, 4).Add(2, 4), default(CovariateSums).Add(5, 4)));

    [Fact]
    public void Run_TooFewUnitsOrNothingThatVaries_SaysWhy()
    {
        Assert.Equal(NoStatistic.TooFewUnits, WelchTest.Run(new MeanSums(1, 2, 4).Moments, new MeanSums(9, 9, 12).Moments, DifferenceKind.Absolute).Why);
        Assert.Equal(NoStatistic.NoVariance, WelchTest.Run(new MeanSums(4, 4, 4).Moments, new MeanSums(4, 8, 16).Moments, DifferenceKind.Absolute).Why);
        Assert.Equal(NoStatistic.ControlIsZero, WelchTest.Run(new MeanSums(4, 0, 4).Moments, new MeanSums(4, 8, 17).Moments, DifferenceKind.Relative).Why);
    }

    /// <summary>Held against a search.</summary>
    [Theory]
    [InlineData(0.975)]
    [InlineData(0.95)]
    [InlineData(0.9995)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void StudentQuantile_AnyFreedom_IsTheInverse(double probability)
    {
        foreach (var freedom in new[] { 1.0, 3, 29.9, 30, 47.3, 200, 999, 1000, 5000 })
            Assert.Equal(MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, freedom, probability), StudentQuantile.Of(probability, freedom), 2e-8);
        Assert.Equal(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability), StudentQuantile.Of(probability, 1e9), 1e-8);
        Assert.Equal(2.0422724563012373, StudentQuantile.Of(0.975, 30), 1e-11); // tables have 2.042
    }

    /// <summary>By symmetry, and in closed form: P(U^(1/a) > V^(1/b)) is a / (a + b) for Beta(a, 1) and Beta(b, 1).</summary>
    [Fact]
    public void ProbabilityToBeat_KnownCases_IsExact()
    {
        Assert.Equal(0.5, BetaPosterior.Of(0, 50).ProbabilityToBeat(BetaPosterior.Of(0, 50)), 1e-9);
        Assert.Equal(0.5, BetaPosterior.Of(20_000, 20_000).ProbabilityToBeat(BetaPosterior.Of(20_000, 20_000)), 1e-9);
        Assert.Equal(3.0 / 8, new BetaPosterior(3, 1).ProbabilityToBeat(new BetaPosterior(5, 1)), 1e-10);
        Assert.Equal(500.0 / 501, new BetaPosterior(500, 1).ProbabilityToBeat(new BetaPosterior(1, 1)), 1e-9);
        Assert.Equal(1, BetaPosterior.Of(60, 1000).ProbabilityToBeat(BetaPosterior.Of(5, 20)) + BetaPosterior.Of(5, 20).ProbabilityToBeat(BetaPosterior.Of(60, 1000)), 1e-9);
    }
}
