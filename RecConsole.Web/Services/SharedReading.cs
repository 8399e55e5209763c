namespace RecConsole.Web.Services;

/// <summary>
/// In: what takes a while to read. Out: the same reading for everybody who asks within <paramref name="freshness"/>, read on another
/// thread and once at a time. Safe on any thread.
/// </summary>
/// <param name="read">Reads, at the moment that it is given.</param>
sealed class SharedReading<T>(TimeSpan freshness, TimeProvider time, Func<DateTimeOffset, T> read) where T : class
{
    readonly SemaphoreSlim gate = new(1, 1);
    (T Value, DateTimeOffset At)? latest;

    public async Task<T> ReadAsync()
    {
        await gate.WaitAsync();
        try
        {
            var now = time.GetUtcNow();
            if (latest is { } known && now - known.At < freshness) return known.Value;
            var value = await Task.Run(() => read(now));
            latest = (value, now);
            return value;
        }
        finally
        {
            gate.Release();
        }
    }
}
