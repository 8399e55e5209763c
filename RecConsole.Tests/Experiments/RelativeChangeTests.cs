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
}
