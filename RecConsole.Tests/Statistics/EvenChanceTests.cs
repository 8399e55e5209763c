using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class EvenChanceTests
{
    [Fact]
    public void AtOneLook_EightOfTen_IsClopperAndPearsons()
    {
        var found = EvenChance.AtOneLook(8, 2)!.Value;

        // R 4: binom.test(8, 10)$conf.int
        Assert.Equal(0.8, found.Value);
        Assert.Equal(0.4439045, found.Lower, 1e-6);
        Assert.Equal(0.9747893, found.Upper, 1e-6);
    }

    [Fact]
    public void Of_NothingOrOneSideOnly_EndsAtTheEdge()
    {
        Assert.Null(EvenChance.AtOneLook(0, 0));
        Assert.Null(EvenChance.AtEveryLook(0, 0));
        foreach (var found in new[] { EvenChance.AtOneLook(0, 9)!.Value, EvenChance.AtEveryLook(0, 9)!.Value })
        {
            Assert.Equal((0.0, 0.0), (found.Value, found.Lower));
            Assert.InRange(found.Upper, 0.2, 0.95);
        }
        Assert.Equal(1, EvenChance.AtEveryLook(9, 0)!.Value.Upper);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    public void AtEveryLook_AnyCounts_LeavesOneHalfOutExactlyWhereItsTestRejectsIt(double alpha)
    {
        var rng = new Rng(4);
        var outside = 0;
        for (var n = 0; n < 300; n++)
        {
            var (one, other) = (rng.NextInt(400), rng.NextInt(400));
            if (one + other == 0) continue;
            var held = EvenChance.AtEveryLook(one, other, alpha)!.Value;
            var isOut = held.Lower > 0.5 || held.Upper < 0.5;
            Assert.Equal(SampleRatioTest.AnytimeValue([one, other], [1, 1]) <= alpha, isOut);
            Assert.InRange(held.Value, held.Lower, held.Upper);
            if (isOut) outside++;
        }
        Assert.InRange(outside, 50, 290);
    }

    [Fact]
    public void AtEveryLook_FortyLooks_HoldsAllTheTimeAsOftenAsItSays()
    {
        const int Runs = 400;
        const double Share = 0.6;
        var rng = new Rng(6);
        var missed = 0;
        for (var run = 0; run < Runs; run++)
        {
            var (one, other, isMissed) = (0L, 0L, false);
            for (var look = 0; look < 40; look++)
            {
                for (var i = 0; i < 25; i++)
                    if (rng.NextBool(Share)) one++;
                    else other++;
                isMissed |= EvenChance.AtEveryLook(one, other)!.Value is var held && (held.Lower > Share || held.Upper < Share);
            }
            if (isMissed) missed++;
        }
        Assert.True(new CalibrationCheck("misses", Runs, missed, 0.05, IsCeiling: true).Passes, $"{missed}");
    }
}
