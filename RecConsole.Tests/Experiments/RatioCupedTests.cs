using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Experiments;

/// <summary>CUPED of a ratio of anybody's table, whose covariate is one number a unit.</summary>
public sealed class RatioCupedTests
{
    static ArmSums Arm(string name, params (double M, double D, double Z)[] units) => units.Aggregate(new ArmSums(name), (arm, unit) => arm.Add(unit.M, unit.Z, unit.D));

    [Fact]
    public void Run_RatioWithCovariate_IsTheHandComputedOne()
    {
        var control = Arm("a", (1, 2, 1), (2, 2, 3), (3, 4, 2), (2, 4, 2));
        var treatment = Arm("b", (3, 3, 3), (1, 2, 1), (4, 4, 4), (2, 3, 1));

        var found = MetricAnalysis.Run("m/d", MetricKind.Ratio, [control, treatment], "a", hasCovariate: true).Comparisons[0];

        // a: R = 8/12, mean d 3, linear parts (m - R d)/3 = -1/9, 2/9, 1/9, -2/9, sum of squares 10/81; z - 2 = -1, 1, 0, 0, sum of products 3/9
        // b: R = 10/12, mean d 3, linear parts 1/6, -2/9, 2/9, -1/6, sum of squares 25/162; z - 9/4 = 3/4, -5/4, 7/4, -5/4, sum of products 1/8 + 5/18 + 7/18 + 5/24 = 1
        // theta = (1/3 + 1)/3 over (2 + 27/4)/3 = (4/3)/(35/4) = 16/105
        const double theta = 16.0 / 105;
        Assert.Equal(10.0 / 12 - 8.0 / 12 - theta * (9.0 / 4 - 2), found.Cuped!.Estimate, 1e-12);
        double Variance(double linear, double products, double squares) => (linear - 2 * theta * products + theta * theta * squares) / 3 / 4;
        Assert.Equal(Math.Sqrt(Variance(10.0 / 81, 1.0 / 3, 2) + Variance(25.0 / 162, 1, 27.0 / 4)), found.Cuped.StandardError, 1e-12);
        Assert.Equal(1 - found.Cuped.StandardError * found.Cuped.StandardError / (found.Absolute!.StandardError * found.Absolute.StandardError), found.VarianceReduction!.Value, 1e-12);
    }

    [Fact]
    public void Run_RatioWithCovariateThatExplains_CoversTheTruthWithANarrowerInterval()
    {
        const int runs = 400;
        const double truth = 0.05; // clicks a view: 0.30 and 0.35, moved for each unit by what is known of it from before
        var rng = new Rng(29);
        int covered = 0;
        double reduction = 0, mean = 0;
        for (var run = 0; run < runs; run++)
        {
            ArmSums[] arms = [new("a"), new("b")];
            for (var unit = 0; unit < 1000; unit++)
            {
                var (arm, before, views) = (unit % 2, rng.NextGaussian(), 1 + rng.NextInt(6));
                arms[arm] = arms[arm].Add(views * (0.30 + truth * arm + 0.1 * before) + 0.2 * rng.NextGaussian(), before, views);
            }
            var found = MetricAnalysis.Run("m/d", MetricKind.Ratio, arms, "a", hasCovariate: true).Comparisons[0];
            mean += found.Cuped!.Estimate / runs;
            reduction += found.VarianceReduction!.Value / runs;
            if (found.Cuped.Lower <= truth && truth <= found.Cuped.Upper) covered++;
        }

        Assert.Equal(truth, mean, 0.001);
        Assert.InRange(covered / (double)runs, 0.92, 0.98); // 95 %, with a standard error of 1.1 %
        // of a unit's m - R d = 0.1 d z + 0.2 e the covariate can take (mean d)² 0.01 of E d² 0.01 + 0.04: 0.1225 / (0.151667 + 0.04)
        Assert.InRange(reduction, 0.60, 0.68);
    }

    [Fact]
    public void Run_RatioWhoseDenominatorsAreAllZero_HasNoCuped()
    {
        var found = MetricAnalysis.Run("m/d", MetricKind.Ratio, [Arm("a", (1, 0, 1), (2, 0, 2)), Arm("b", (1, 1, 1), (2, 1, 3))], "a", hasCovariate: true).Comparisons[0];

        Assert.Equal((null, null), (found.Cuped, found.VarianceReduction));
    }
}
