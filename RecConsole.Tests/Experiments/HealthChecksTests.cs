using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class HealthChecksTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5000, 5060, HealthState.Green)]
    [InlineData(5000, 5700, HealthState.Red)]
    [InlineData(20, 60, HealthState.NotYet)]
    public void SampleRatio_HalfAndHalf_RedWhereItIsOff(long control, long treatment, HealthState expected) =>
        Assert.Equal(expected, HealthChecks.SampleRatio([new("control", control, 1), new("treatment", treatment, 1)], 1).State);

    [Fact]
    public void SampleRatio_WeightsOfNineToOne_AreWhatIsExpected()
    {
        Assert.Equal(HealthState.Green, HealthChecks.SampleRatio([new("control", 9020, 0.9), new("treatment", 980, 0.1)], 1).State);
        Assert.Equal(HealthState.Red, HealthChecks.SampleRatio([new("control", 5000, 0.9), new("treatment", 5000, 0.1)], 1).State);
    }

    [Fact]
    public void SampleRatio_ALookThatWasRed_StaysRed() =>
        Assert.Equal(HealthState.Red, HealthChecks.SampleRatio([new("control", 5000, 1), new("treatment", 5000, 1)], lowest: 0.0002).State);

    [Fact]
    public void SegmentRatios_OneSegmentLosesUnits_IsNamed()
    {
        SegmentCount Device(string device, long control, long treatment) => new("device", device, [new("control", control, 1), new("treatment", treatment, 1)]);

        var check = HealthChecks.SegmentRatios([Device("desktop", 4000, 4050), Device("phone", 4000, 3300), Device("watch", 3, 40)]);

        Assert.Equal(HealthState.Red, check.State);
        Assert.Contains("device phone (4,000 to 3,300)", check.Sentence);
        Assert.DoesNotContain("desktop", check.Sentence);
    }

    [Theory]
    [InlineData(10, HealthState.Green)]
    [InlineData(11, HealthState.Red)]
    public void MultipleExposures_OverOnePercent_IsRed(long several, HealthState expected) => Assert.Equal(expected, HealthChecks.MultipleExposures(several, 1000).State);

    [Fact]
    public void PrePeriodBalance_ArmsThatDifferedBefore_IsRed()
    {
        var alike = new SampleMoments(1000, 10, 100);

        Assert.Equal(HealthState.Green, HealthChecks.PrePeriodBalance([("revenue", [alike, alike with { Mean = 10.4 }])]).State);
        Assert.Equal(HealthState.Red, HealthChecks.PrePeriodBalance([("orders", [alike, alike]), ("revenue", [alike, alike with { Mean = 13 }])]).State);
        Assert.Equal(HealthState.NotYet, HealthChecks.PrePeriodBalance([]).State);
    }

    [Fact]
    public void Traffic_NoExposureForLong_IsRed()
    {
        var newest = Start.AddDays(1);

        Assert.Equal(HealthState.Green, HealthChecks.Traffic(1000, Start, newest, newest.AddMinutes(20)).State);
        Assert.Equal(HealthState.Red, HealthChecks.Traffic(1000, Start, newest, newest.AddHours(3)).State);
        Assert.Equal(HealthState.Green, HealthChecks.Traffic(10, Start, newest, newest.AddHours(3)).State); // one every 2.4 h: nothing unusual
        Assert.Equal(HealthState.NotYet, HealthChecks.Traffic(0, Start, null, Start.AddMinutes(5)).State);
        Assert.Equal(HealthState.Red, HealthChecks.Traffic(0, Start, null, Start.AddHours(5)).State);
    }

    [Fact]
    public void MissingMetrics_SilentEverywhereOrInOneArm_IsRed()
    {
        static ArmTotal Arm(string name, long events) => new(name, 1000, events * 20.0, events);

        Assert.Equal(HealthState.Green, HealthChecks.MissingMetrics([("revenue", [Arm("control", 30), Arm("treatment", 25)])]).State);
        Assert.Equal(HealthState.Red, HealthChecks.MissingMetrics([("revenue", [Arm("control", 0), Arm("treatment", 0)])]).State);
        Assert.Contains("treatment has no revenue", HealthChecks.MissingMetrics([("revenue", [Arm("control", 30), Arm("treatment", 0)])]).Sentence);
        Assert.Equal(HealthState.Green, HealthChecks.MissingMetrics([("revenue", [Arm("control", 3), Arm("treatment", 0)])]).State); // none of three is chance
    }

    [Fact]
    public void Outliers_OneUnitThatMakesTheFigure_IsAmber()
    {
        Assert.Equal(HealthState.Amber, HealthChecks.Outliers([("revenue", 800, 10_000, 1000)]).State);
        Assert.Equal(HealthState.Green, HealthChecks.Outliers([("revenue", 200, 10_000, 1000)]).State);
    }
}
