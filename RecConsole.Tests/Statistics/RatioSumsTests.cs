using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class RatioSumsTests
{
    [Fact]
    public void StandardError_ManyRepeats_IsTheSpreadOfTheRatio()
    {
        var rng = new Rng(2);
        var ratios = new List<double>();
        var errors = new List<double>();
        var covered = 0;
        for (var repeat = 0; repeat < 2_000; repeat++)
        {
            var sums = default(RatioSums);
            for (var n = 0; n < 200; n++)
            {
                var y = 1 + rng.NextInt(4);
                sums = sums.Add(y * 0.3 + 0.5 * rng.NextGaussian(), y);
            }
            ratios.Add(sums.Ratio!.Value);
            errors.Add(sums.StandardError!.Value);
            if (sums.Interval95 is { } interval && interval.Lower <= 0.3 && 0.3 <= interval.Upper) covered++;
        }
        var spread = Math.Sqrt(ratios.Sum(r => (r - ratios.Average()) * (r - ratios.Average())) / (ratios.Count - 1));
        Assert.Equal(spread, errors.Average(), 0.05 * spread);
        Assert.InRange(covered / 2000.0, 0.935, 0.965); // 95 % with a standard error of 0.5 %
    }

    [Fact]
    public void Merge_TwoHalves_EqualsTheUnion()
    {
        var rng = new Rng(3);
        RatioSums whole = default, left = default, right = default;
        for (var n = 0; n < 100; n++)
        {
            var (x, y) = (rng.NextGaussian(), 1 + rng.NextDouble());
            whole = whole.Add(x, y);
            if (n % 3 == 0) left = left.Add(x, y);
            else right = right.Add(x, y);
        }
        var merged = left.Merge(right);
        Assert.Equal(whole.Count, merged.Count);
        Assert.Equal(whole.Ratio!.Value, merged.Ratio!.Value, 1e-12);
        Assert.Equal(whole.StandardError!.Value, merged.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void StandardError_TooFewOrNoDenominator_IsNull()
    {
        Assert.Null(default(RatioSums).Ratio);
        Assert.Null(default(RatioSums).Add(1, 1).StandardError);
        Assert.Null(default(RatioSums).Add(1, 0).Add(2, 0).Interval95);
    }
}
