using System.Numerics;

namespace RecConsole.Engine.Numerics;

/// <summary>
/// Seeded pseudo-random numbers, the same on every platform and runtime: xoshiro256** (Blackman and Vigna 2021)
/// seeded through SplitMix64 (Steele, Lea and Flood 2014). Not thread-safe: give each worker a <see cref="Fork"/>.
/// </summary>
public sealed class Rng
{
    readonly ulong seed;
    ulong s0, s1, s2, s3;
    double spareGaussian = double.NaN;

    public Rng(ulong seed)
    {
        this.seed = seed;
        var state = seed;
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    /// <summary>An independent stream that depends only on this generator's seed and <paramref name="stream"/>, not on what was drawn.</summary>
    public Rng Fork(ulong stream) => new(Mix(seed ^ Mix(stream + 0x9E3779B97F4A7C15UL)));

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>), without modulo bias (Lemire 2019).</summary>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var range = (ulong)exclusiveMax;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low >= range) return (int)high;
        var threshold = (0 - range) % range;
        while (low < threshold) high = Math.BigMul(NextUInt64(), range, out low);
        return (int)high;
    }

    /// <summary>True with probability <paramref name="probability"/>.</summary>
    public bool NextBool(double probability) => NextDouble() < probability;

    /// <summary>Standard normal, by the polar method of Marsaglia.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            var spare = spareGaussian;
            spareGaussian = double.NaN;
            return spare;
        }
        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var r = x * x + y * y;
            if (r >= 1 || r == 0) continue;
            var scale = Math.Sqrt(-2 * Math.Log(r) / r);
            spareGaussian = y * scale;
            return x * scale;
        }
    }

    /// <summary>Standard exponential (mean 1).</summary>
    public double NextExponential() => -Math.Log(1 - NextDouble());

    /// <summary>Gamma of scale 1, by Marsaglia and Tsang 2000; shapes below 1 from the one above by a power of a uniform number.</summary>
    public double NextGamma(double shape)
    {
        if (shape < 1) return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextGaussian();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    /// <summary>Fisher and Yates, in place.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    static ulong SplitMix(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15UL);

    /// <summary>The finalizer of SplitMix64: a bijection that scatters neighbours.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
