using RecConsole.Engine.Experiments;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class InterleavingResultTests
{
    [Fact]
    public void Of_TwentySessions_IsAsByHand()
    {
        var sums = default(InterleavingSums);
        for (var i = 0; i < 20; i++) sums = sums.Add(i < 2 ? 1 : 0, i >= 12 ? 2 : 0); // A wins 2, B wins 8 with two clicks each
        var found = InterleavingResult.Of(sums);

        Assert.Equal(10, found.Sums.Ties);
        Assert.Equal(0.15, found.Preference.Value, 1e-12); // (8 + 5) / 20 - 1/2
        Assert.Equal(2 * (1 + 10 + 45) / 1024.0, found.SignPValue, 1e-12);
        Assert.Equal((8 * 2 - 2) / 20.0, found.Mean!.Estimate, 1e-12);
        Assert.Equal(Math.Sqrt((8 * 4 + 2 - 20 * 0.49) / 19 / 20), found.Mean.StandardError, 1e-12);
        Assert.Equal(2.093024054408263 * found.Mean.StandardError, found.Mean.Upper - found.Mean.Estimate, 1e-7); // t of 19 degrees
        Assert.True(found.SequentialMean!.Upper > found.Mean.Upper);
        Assert.True(found.SequentialSignPValue > found.SignPValue);
        Assert.Equal(EvenChance.AtOneLook(8, 2), found.WinShare);
        Assert.Equal(0.15, found.SequentialPreference!.Estimate, 1e-12);
        Assert.True(found.SequentialPreference.Lower < found.Preference.Lower);
    }

    [Fact]
    public void Of_NoClick_HasNoMeanAndNoPreference()
    {
        var found = InterleavingResult.Of(default(InterleavingSums).Add(0, 0).Add(0, 0));

        Assert.Null(found.Mean);
        Assert.Equal(1, found.SignPValue);
        Assert.Equal(0, found.Preference.Value);
        Assert.Throws<ArgumentException>(() => InterleavingResult.Of(default));
    }

    [Fact]
    public void Of_NothingDiffers_AlarmsAsOftenAsItSays()
    {
        const int Runs = 600;
        var rng = new Rng(2);
        var (mean, sign, everMean, everSign) = (0, 0, 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var sums = default(InterleavingSums);
            var (meanAlarmed, signAlarmed) = (false, false);
            for (var look = 0; look < 40; look++)
            {
                for (var session = 0; session < 20; session++) sums = sums.Add(rng.NextBool(0.3) ? 1 : 0, rng.NextBool(0.3) ? 1 : 0);
                var now = InterleavingResult.Of(sums, tuning: 400);
                meanAlarmed |= now.SequentialMean is { PValue: < 0.05 };
                signAlarmed |= now.SequentialSignPValue < 0.05;
            }
            var last = InterleavingResult.Of(sums);
            if (last.Mean!.PValue < 0.05) mean++;
            if (last.SignPValue < 0.05) sign++;
            if (meanAlarmed) everMean++;
            if (signAlarmed) everSign++;
        }
        Assert.True(new CalibrationCheck("mean", Runs, mean, 0.05, IsCeiling: false).Passes, $"{mean}");
        foreach (var count in new[] { sign, everMean, everSign }) Assert.True(new CalibrationCheck("ceiling", Runs, count, 0.05, IsCeiling: true).Passes, $"{count}");
    }

    [Fact]
    public void Merge_TwoParts_IsTheWhole()
    {
        var (one, other) = (default(InterleavingSums).Add(1, 0).Add(0, 3), default(InterleavingSums).Add(0, 0).Add(2, 1));

        Assert.Equal(default(InterleavingSums).Add(1, 0).Add(0, 3).Add(0, 0).Add(2, 1), one.Merge(other));
    }
}
