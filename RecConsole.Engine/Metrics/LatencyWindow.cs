using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Metrics;

/// <summary>
/// Latency quantiles over the trailing minute: one slice of counts a second, and their sum, kept by adding the newest
/// slice and taking off the oldest. 260 kB; a second costs two passes over 1,056 counts. Only <see cref="Record"/> is
/// thread-safe.
/// </summary>
sealed class LatencyWindow
{
    const int Seconds = 60;

    readonly LatencyHistogram current = new();
    readonly int[][] slices = [.. Enumerable.Range(0, Seconds).Select(_ => new int[LatencyHistogram.BucketCount])];
    readonly long[] sum = new long[LatencyHistogram.BucketCount];
    long lastSecond;

    public void Record(long micros) => current.Record(micros);

    public LatencyMs Advance(long second)
    {
        for (var s = Math.Max(lastSecond + 1, second - Seconds + 1); s <= second; s++) Forget(slices[s % Seconds]);
        lastSecond = Math.Max(lastSecond, second);

        // within one second the newest slice is added to: drain into a scratch slice
        Span<int> drained = stackalloc int[LatencyHistogram.BucketCount];
        current.Drain(drained);
        var newest = slices[lastSecond % Seconds];
        for (var i = 0; i < drained.Length; i++)
        {
            newest[i] += drained[i];
            sum[i] += drained[i];
        }
        return new LatencyMs(LatencyHistogram.Quantile(sum, 0.5) / 1000, LatencyHistogram.Quantile(sum, 0.99) / 1000);
    }

    void Forget(int[] slice)
    {
        for (var i = 0; i < slice.Length; i++) sum[i] -= slice[i];
        Array.Clear(slice);
    }
}
