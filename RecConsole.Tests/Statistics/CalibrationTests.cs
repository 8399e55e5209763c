using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

/// <summary>Small simulations of experiments in which nothing differs; larger ones are a command's.</summary>
public sealed class CalibrationTests
{
    const int Runs = 400;
    const int Looks = 40;
    const int UnitsPerLook = 50;

    [Fact]
    public void Tests_NothingDiffers_AlarmAsOftenAsTheySay()
    {
        var rng = new Rng(11);
        var (fixedHorizon, everWelch, everSequential) = (0, 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (a, b) = (default(MeanSums), default(MeanSums));
            var (peeked, alarmed) = (false, false);
            for (var look = 0; look < Looks; look++)
            {
                for (var i = 0; i < UnitsPerLook; i++) (a, b) = (a.Add(rng.NextExponential()), b.Add(rng.NextExponential()));
                peeked |= WelchTest.Run(a.Moments, b.Moments, DifferenceKind.Absolute).Value!.PValue < 0.05;
                alarmed |= ConfidenceSequence.Run(a.Moments, b.Moments, DifferenceKind.Absolute, tuning: 2000).Value! is { Lower: > 0 } or { Upper: < 0 };
            }
            if (WelchTest.Run(a.Moments, b.Moments, DifferenceKind.Absolute).Value!.PValue < 0.05) fixedHorizon++;
            if (peeked) everWelch++;
            if (alarmed) everSequential++;
        }
        Assert.InRange(fixedHorizon / (double)Runs, 0.02, 0.09); // three standard errors around 5 %
        Assert.InRange(everSequential / (double)Runs, 0, 0.05);
        Assert.True(everWelch > 4 * fixedHorizon / 2, "a test for one look alarms far more often when it is watched");
    }

    [Fact]
    public void SampleRatio_WatchedAtEveryUnit_AlarmsLessThanItSays()
    {
        var rng = new Rng(5);
        var (sound, lossy) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (counts, biased) = (new long[2], new long[2]);
            var (alarmed, found) = (false, false);
            for (var unit = 1; unit <= 4000; unit++)
            {
                counts[rng.NextInt(2)]++;
                biased[rng.NextBool(0.55) ? 0 : 1]++;
                if (unit % 20 != 0) continue;
                alarmed |= SampleRatioTest.AnytimeValue(counts, [1, 1]) < 0.05;
                found |= SampleRatioTest.AnytimeValue(biased, [1, 1]) < 0.05;
            }
            if (alarmed) sound++;
            if (found) lossy++;
        }
        Assert.InRange(sound / (double)Runs, 0, 0.05);
        Assert.InRange(lossy / (double)Runs, 0.95, 1);
    }

    /// <summary>Each check's bounds are exact: a right statistic fails one with a chance of 1 in 1,000, a wrong one is found.</summary>
    [Fact]
    public void Calibration_ShortRun_PassesAndFindsWhatIsWrong()
    {
        var report = new Calibration(300, Seed: 4) { Units = 600, UnitsPerLook = 20 }.Run();

        Assert.Equal(16, report.Checks.Count);
        Assert.All(report.Checks, check => Assert.True(check.Passes, $"{check.Name}: {check.Count} of {check.Runs}"));
        Assert.False(new CalibrationCheck("a test for one look, watched", 300, report.Peeked, Calibration.Alpha, IsCeiling: true).Passes);
        Assert.False(new CalibrationCheck("views as units", 300, report.ViewsAsUnits, Calibration.Alpha, IsCeiling: false).Passes);
        foreach (var gain in report.Cuped)
        {
            Assert.Equal(gain.Expected, gain.Claimed, 0.02);
            Assert.Equal(gain.Expected, gain.Real, 0.15); // a ratio of variances of 300 runs
        }
    }

    [Fact]
    public void Calibration_SameSeed_IsTheSameOnAnyThreads()
    {
        var calibration = new Calibration(40, Seed: 2) { Units = 50, UnitsPerLook = 2 };

        Assert.Equal(calibration.Run().Checks, calibration.Run().Checks);
    }

    /// <summary>By hand: of 10 throws of a fair coin 2 to 8 heads have 97.9 %, 3 to 7 have 89.1 %.</summary>
    [Fact]
    public void BinomialBounds_TenThrows_AreAsByHand()
    {
        Assert.Equal(new BinomialBounds(2, 8), BinomialBounds.Of(10, 0.5, 0.05));
        Assert.Equal(new BinomialBounds(0, 0), BinomialBounds.Of(10, 0, 0.05));
        Assert.Equal(new BinomialBounds(10, 10), BinomialBounds.Of(10, 1, 0.05));
        // 10,000 runs at 5 %: 500, give or take 3.29 times √475
        Assert.InRange(BinomialBounds.Of(10_000, 0.05, 0.001).Least, 500 - 73, 500 - 69);
        Assert.InRange(BinomialBounds.Of(10_000, 0.05, 0.001).Most, 500 + 70, 500 + 75);
    }
}
