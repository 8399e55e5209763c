using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class RelativeChangeTests
{
    static TestResult Test(double lower, double upper) => new((lower + upper) / 2, 0.1, lower, upper, 0.5);

    [Theory]
    [InlineData(ShopMetric.Revenue, -0.1, 0.2, true)]
    [InlineData(ShopMetric.Revenue, 0.6, 2.4, true)] // far, and well known
    [InlineData(ShopMetric.Revenue, -0.9, 3.1, false)] // too wide
    [InlineData(ShopMetric.Revenue, -1.1, 0.4, false)] // revenue does not fall by more than all of it
    [InlineData(ShopMetric.Margin, -1.1, 0.4, true)] // a margin may: it can be below 0
    public void Told_WhatCanBe_IsTold(ShopMetric metric, double lower, double upper, bool told)
    {
        Assert.Equal(told, RelativeChange.Told(metric, Test(lower, upper)) is not null);
        Assert.Equal(told, RelativeChange.IsTold(MetricPresets.Of(metric), new Interval(0, lower, upper)));
        Assert.Equal(told, RelativeChange.IsTold(MetricPresets.Of(metric) with { HigherIsBetter = false }, new Interval(0, -upper, -lower)));
    }

    [Fact]
    public void Told_LossThatIsSure_EndsAtAllOfIt()
    {
        var told = RelativeChange.Told(ShopMetric.Revenue, Test(-1.2, -0.4))!;

        Assert.Equal((-0.8, -1.0, -0.4), (Math.Round(told.Estimate, 6), told.Lower, told.Upper));
    }

    [Theory]
    [InlineData(400, 50, 19, 0, true)] // nobody of 19 bought: all of it, says the delta method, and is sure
    [InlineData(40_000, 4_000, 40_000, 3_500, false)]
    [InlineData(40_000, 4_000, 40_000, 3_980, false)] // not told from none, and the relative one agrees
    public void Looks_RelativeAtOddsWithTheAbsolute_IsNotTold(int units, int orders, int armUnits, int armOrders, bool isSkewed)
    {
        var experiment = SampleExperiments.Running() with { Metrics = [MetricPresets.Of(ShopMetric.Conversion)] };

        var look = MetricComparison.Of(experiment, [[Sums(units, orders), Sums(armUnits, armOrders)]])[0][0];

        Assert.Equal(isSkewed, look.Deciding(true) is null);
        Assert.Equal(isSkewed, look.Gain is null);
        if (isSkewed) Assert.NotEqual(NoStatistic.None, look.Why);
        Assert.NotNull(look.AbsoluteSequential);
        Assert.Equal(look.AbsoluteSequential.PValue, look.PValue);

        static MetricSums Sums(int units, int orders)
        {
            var sums = new MetricSums(MetricKind.Binary);
            for (var n = 0; n < units; n++) sums.Add(new UnitValue(n < orders ? 1 : 0, 1, 0, 0));
            return sums;
        }
    }

    [Fact]
    public void IsAtOdds_OnlyWhereTheRelativeOneIsSurer()
    {
        Assert.True(RelativeChange.IsAtOdds(Test(-1, -0.9), Test(-0.1, 0.01)));
        Assert.True(RelativeChange.IsAtOdds(Test(-1, -0.9), null));
        Assert.False(RelativeChange.IsAtOdds(Test(-1, -0.9), Test(-0.1, -0.01)));
        Assert.False(RelativeChange.IsAtOdds(Test(-1, 0.1), Test(-0.1, -0.01)));
        Assert.True(RelativeChange.IsRough(new SampleMoments(40, 0.1, 0.09)));
        Assert.False(RelativeChange.IsRough(new SampleMoments(4000, 0.1, 0.09)));
        Assert.True(RelativeChange.IsRough(new SampleMoments(40, 0, 0)));
    }
}
