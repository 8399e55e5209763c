using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class LatencyHistogramTests
{
    static long[] Drained(LatencyHistogram histogram)
    {
        var counts = new int[LatencyHistogram.BucketCount];
        histogram.Drain(counts);
        return [.. counts.Select(count => (long)count)];
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void Quantile_LogNormalLatencies_WithinTheStatedError(double probability)
    {
        var rng = new Rng(7);
        var histogram = new LatencyHistogram();
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(7 + 1.5 * rng.NextGaussian())).ToArray();
        foreach (var value in values) histogram.Record(value);

        Array.Sort(values);
        var exact = values[(int)Math.Ceiling(probability * values.Length) - 1];
        var estimate = LatencyHistogram.Quantile(Drained(histogram), probability)!.Value;
        Assert.InRange(estimate, exact * (1 - LatencyHistogram.RelativeError), exact * (1 + LatencyHistogram.RelativeError));
    }

    [Fact]
    public void Quantile_EveryPowerOfTwoAndItsNeighbours_WithinTheStatedError()
    {
        for (var exponent = 0; exponent <= 36; exponent++)
        {
            foreach (var value in new[] { (1L << exponent) - 1, 1L << exponent, (1L << exponent) + 1 })
            {
                var histogram = new LatencyHistogram();
                histogram.Record(value);
                var estimate = LatencyHistogram.Quantile(Drained(histogram), 0.5)!.Value;
                Assert.InRange(estimate, value * (1 - LatencyHistogram.RelativeError), value * (1 + LatencyHistogram.RelativeError));
            }
        }
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(31)]
    public void Quantile_SmallValue_IsExact(long micros)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(micros);
        Assert.Equal(Math.Max(0, micros), LatencyHistogram.Quantile(Drained(histogram), 0.5));
    }

    [Fact]
    public void Quantile_NothingRecorded_IsNull() => Assert.Null(LatencyHistogram.Quantile(Drained(new LatencyHistogram()), 0.99));

    [Fact]
    public void Record_LongestTime_GoesToTheLastBucket() => Assert.Equal(LatencyHistogram.BucketCount - 1, LatencyHistogram.BucketOf(long.MaxValue));

    [Fact]
    public async Task Drain_WhileOthersRecord_LosesAndDoublesNothing()
    {
        const int Threads = 4, Each = 50_000;
        var histogram = new LatencyHistogram();
        var writers = Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++) histogram.Record(i * (thread + 1));
        })).ToArray();

        var total = 0L;
        while (!writers.All(writer => writer.IsCompleted)) total += Drained(histogram).Sum();
        await Task.WhenAll(writers);
        total += Drained(histogram).Sum();
        Assert.Equal(Threads * Each, total);
    }
}
