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
}
