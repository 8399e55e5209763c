using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class KeyedNoiseTests
{
    [Fact]
    public void Gumbel_ManyKeys_HasMeanAndVarianceOfTheDistribution()
    {
        const int n = 1_000_000;
        var keys = Enumerable.Range(0, n).Select(i => KeyedNoise.Key($"item-{i}")).ToArray();
        var noise = new float[n];
        KeyedNoise.Gumbel(keys, seed: 7, draw: 3, noise);

        var mean = noise.Average(x => (double)x);
        var variance = noise.Average(x => (x - mean) * (x - mean));
        // standard error of the mean 0.0013, of the variance about 0.004
        Assert.InRange(mean, 0.5772 - 0.006, 0.5772 + 0.006);
        Assert.InRange(variance, Math.PI * Math.PI / 6 - 0.02, Math.PI * Math.PI / 6 + 0.02);
        Assert.All(noise, x => Assert.InRange(x, -3, 17));
    }

    [Fact]
    public void Gumbel_SameKeySeedAndDraw_IsTheSameWhereverItStands()
    {
        var keys = Enumerable.Range(0, 53).Select(i => KeyedNoise.Key($"k{i}")).ToArray();
        var all = new float[53];
        KeyedNoise.Gumbel(keys, 11, 2, all);
        for (var i = 0; i < keys.Length; i++)
        {
            var one = new float[1];
            KeyedNoise.Gumbel([keys[i]], 11, 2, one);
            Assert.Equal(all[i], one[0]);
        }
    }

    [Fact]
    public void Gumbel_OtherDrawOrSeed_IsUncorrelated()
    {
        const int n = 200_000;
        var keys = Enumerable.Range(0, n).Select(i => KeyedNoise.Key($"item-{i}")).ToArray();
        float[] a = new float[n], b = new float[n], c = new float[n];
        KeyedNoise.Gumbel(keys, 1, 0, a);
        KeyedNoise.Gumbel(keys, 1, 1, b);
        KeyedNoise.Gumbel(keys, 2, 0, c);
        // standard error 1 / sqrt(n) = 0.0022
        Assert.InRange(Correlation(a, b), -0.01, 0.01);
        Assert.InRange(Correlation(a, c), -0.01, 0.01);
        Assert.InRange(Correlation(a.AsSpan(1).ToArray(), a.AsSpan(0, n - 1).ToArray()), -0.01, 0.01);
    }

    /// <summary>What exploration rests on: the best of log-weight plus noise is drawn in proportion to the weights.</summary>
    [Fact]
    public void Gumbel_AddedToLogWeights_DrawsInProportion()
    {
        uint[] keys = [KeyedNoise.Key("a"), KeyedNoise.Key("b"), KeyedNoise.Key("c")];
        double[] weights = [1, 2, 5];
        var noise = new float[3];
        var wins = new int[3];
        for (uint draw = 0; draw < 80_000; draw++)
        {
            KeyedNoise.Gumbel(keys, seed: 13, draw, noise);
            wins[Enumerable.Range(0, 3).MaxBy(j => Math.Log(weights[j]) + noise[j])]++;
        }
        for (var j = 0; j < 3; j++) Assert.InRange(wins[j] / 80_000.0, weights[j] / 8 - 0.01, weights[j] / 8 + 0.01);
    }

    [Fact]
    public void Uniform_ManyDraws_FillsTheUnitInterval()
    {
        var buckets = new int[20];
        for (ulong draw = 0; draw < 100_000; draw++) buckets[(int)(KeyedNoise.Uniform(5, draw) * 20)]++;
        // each expects 5,000 with a deviation of 69
        Assert.All(buckets, count => Assert.InRange(count, 4_650, 5_350));
    }

    static double Correlation(float[] x, float[] y)
    {
        double mx = x.Average(v => (double)v), my = y.Average(v => (double)v), xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.Sqrt(xx * yy);
    }
}
