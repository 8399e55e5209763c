using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;

namespace RecConsole.Tests.Ranking;

public sealed class ThresholdSweepTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranges_RandomLines_EqualACountAtEachPoint(ulong seed)
    {
        var rng = new Rng(seed);
        for (var n = 0; n < 200; n++)
        {
            var lead = Enumerable.Range(0, 1 + rng.NextInt(30)).Select(_ => rng.NextGaussian()).ToArray();
            var slope = lead.Select(_ => rng.NextBool(0.2) ? 0 : rng.NextGaussian()).ToArray();
            var (most, limit) = (rng.NextInt(4), 3.0);
            var ranges = ThresholdSweep.Ranges(lead, slope, most, limit);
            for (var k = 0; k < 200; k++)
            {
                var x = rng.NextDouble() * limit;
                var ahead = lead.Zip(slope).Count(line => line.First + x * line.Second > 0);
                Assert.Equal(ahead <= most, ranges.Any(range => x >= range.From && x < range.To));
            }
            for (var r = 1; r < ranges.Count; r++) Assert.True(ranges[r].From >= ranges[r - 1].To);
        }
    }

    [Fact]
    public void Ranges_NobodyThere_IsEverywhere() => Assert.Equal([(0.0, 2.0)], ThresholdSweep.Ranges([], [], 0, 2));

    [Fact]
    public void Ranges_LeadThatNothingMoves_IsNowhere() => Assert.Empty(ThresholdSweep.Ranges([1], [0], 0, 100));

    [Fact]
    public void Ranges_CrossingBeyondTheLimit_IsNowhere() => Assert.Empty(ThresholdSweep.Ranges([1], [-1], 0, 0.99));
}
