using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Statistics;

public sealed class RateDropTests
{
    /// <summary>The property that the run length stands on: a ratio's mean is 1 at the reference and less above it.</summary>
    [Theory]
    [InlineData(0.10, 1)]
    [InlineData(0.12, 0.895)]
    [InlineData(0.20, 0.572)]
    public void LogRatio_MeanOverABinomial_IsAtMostOneWhereTheRateIsNotBelow(double rate, double expected)
    {
        const int shown = 50;
        var (mean, probability) = (0.0, Math.Pow(1 - rate, shown));
        for (var clicked = 0; clicked <= shown; clicked++)
        {
            mean += probability * Math.Exp(RateDrop.LogRatio(shown, clicked, 0.1, dispersion: 1));
            probability *= (shown - clicked) / (clicked + 1.0) * rate / (1 - rate);
        }

        Assert.Equal(expected, mean, 1e-3);
    }

    [Fact]
    public void Gather_RateThatDoesNotFall_GivesAFalseAlarmOnceInTheRunLengthOrMoreSeldom()
    {
        const int blocks = 36_500;
        var (rng, evidence, alarms) = (new Rng(5), 0.0, 0);
        for (var block = 0; block < blocks; block++)
        {
            evidence = RateDrop.Gather(evidence, RateDrop.LogRatio(100, Binomial(rng, 100, 0.1), 0.1, dispersion: 1));
            if (evidence < RateDrop.Limit) continue;
            alarms++;
            evidence = 0;
        }

        Assert.InRange(alarms, 0, (int)(blocks / RateDrop.RunLength));
    }

    [Fact]
    public void Gather_RateAFifthLower_AlarmsWithinDays()
    {
        var (rng, evidence, block) = (new Rng(5), 0.0, 0);
        for (; evidence < RateDrop.Limit; block++) evidence = RateDrop.Gather(evidence, RateDrop.LogRatio(5000, Binomial(rng, 5000, 0.08), 0.1, dispersion: 1));

        Assert.InRange(block, 1, 4);
    }

    [Fact]
    public void Sums_BlocksThatDifferByMoreThanChance_AreDispersed()
    {
        var rng = new Rng(3);
        RateSums byChance = default, restless = default, byHand = default;
        for (var block = 0; block < 400; block++)
        {
            byChance = byChance.Add(200, Binomial(rng, 200, 0.1));
            restless = restless.Add(200, Binomial(rng, 200, block % 2 == 0 ? 0.05 : 0.15));
        }
        byHand = byHand.Add(10, 2).Add(30, 12);

        Assert.InRange(byChance.Dispersion, 1, 1.2);
        Assert.InRange(restless.Dispersion, 4, 8); // 1 + 199 * 0.0025 / 0.09 = 6.5
        Assert.Equal((0.35, 40L, 2), (byHand.Rate, byHand.Shown, byHand.Blocks));
        // (2 - 3.5)² / (10 * 0.2275) + (12 - 10.5)² / (30 * 0.2275)
        Assert.Equal(2.25 / 2.275 + 2.25 / 6.825, byHand.Dispersion, 1e-12);
        Assert.Equal(0.1 - 1.6448536 * Math.Sqrt(0.09 / 400), new RateSums(4, 400, 40, 4).Lower(1), 1e-6);
    }

    internal static int Binomial(Rng rng, int count, double probability)
    {
        var hits = 0;
        for (var i = 0; i < count; i++)
            if (rng.NextBool(probability)) hits++;
        return hits;
    }
}
