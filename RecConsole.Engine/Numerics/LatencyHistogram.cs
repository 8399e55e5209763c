using System.Numerics;

namespace RecConsole.Engine.Numerics;

/// <summary>
/// In: durations in microseconds, from any thread, without a lock. Out: their counts in logarithmic buckets, 32 to a
/// doubling, so that a quantile is within 1/64 (1.6%) of a recorded value; below 32 µs it is exact. Values from 2^37 µs
/// (38 hours) on share the last bucket. 8.4 kB; recording costs one interlocked increment.
/// </summary>
public sealed class LatencyHistogram
{
    const int SubBucketBits = 5;
    const int SubBuckets = 1 << SubBucketBits;
    const int LargestExponent = 36;

    public const int BucketCount = (LargestExponent - SubBucketBits + 2) * SubBuckets;

    /// <summary>Largest relative error of <see cref="Quantile"/>: half a bucket's width over its lower bound.</summary>
    public const double RelativeError = 0.5 / SubBuckets;

    readonly long[] counts = new long[BucketCount];

    /// <summary>Negative durations (a clock that was set back) count as zero.</summary>
    public void Record(long micros) => Interlocked.Increment(ref counts[BucketOf(micros)]);

    /// <summary>Moves the counts to <paramref name="target"/> (<see cref="BucketCount"/> long), overwriting it: each recorded value is drained once.</summary>
    public void Drain(Span<int> target)
    {
        for (var i = 0; i < BucketCount; i++)
            target[i] = Volatile.Read(ref counts[i]) == 0 ? 0 : (int)Math.Min(int.MaxValue, Interlocked.Exchange(ref counts[i], 0));
    }

    /// <summary>
    /// The <paramref name="probability"/> quantile in microseconds of drained (and perhaps summed) counts: the middle of the
    /// bucket that holds the value of rank ceil(p·n). Null without counts.
    /// </summary>
    public static double? Quantile(ReadOnlySpan<long> counts, double probability)
    {
        var total = 0L;
        foreach (var count in counts) total += count;
        if (total == 0) return null;

        var rank = Math.Clamp((long)Math.Ceiling(probability * total), 1, total);
        var bucket = 0;
        for (var seen = counts[0]; seen < rank; seen += counts[bucket]) bucket++;
        return MiddleOf(bucket);
    }

    internal static int BucketOf(long micros)
    {
        if (micros < SubBuckets) return (int)Math.Max(0, micros);
        var exponent = 63 - BitOperations.LeadingZeroCount((ulong)micros);
        if (exponent > LargestExponent) return BucketCount - 1;
        var shift = exponent - SubBucketBits;
        return ((shift + 1) << SubBucketBits) + ((int)(micros >> shift) & (SubBuckets - 1));
    }

    static double MiddleOf(int bucket)
    {
        if (bucket < SubBuckets) return bucket;
        var shift = (bucket >> SubBucketBits) - 1;
        var lower = (long)(SubBuckets + (bucket & (SubBuckets - 1))) << shift;
        return lower + ((1L << shift) - 1) / 2.0;
    }
}
