namespace RecConsole.Web.Services;

/// <summary>
/// In: wishes, faster than they can be met. Out: the newest one met. At most one is worked on, whose token is cancelled as
/// soon as a newer one comes, and at most one waits: however many were offered, nothing is left behind. For one
/// synchronization context (a circuit), to which <paramref name="work"/> comes back before it shows anything.
/// </summary>
/// <param name="work">Meets one wish; what it would show after its token was cancelled nobody wants.</param>
public sealed class LatestWork<T>(Func<T, CancellationToken, Task> work) : IDisposable
{
    CancellationTokenSource? running;
    (T Wish, TaskCompletionSource Met)? waiting;
    bool isDisposed;

    /// <summary>Whether a wish is being worked on.</summary>
    public bool IsBusy => running is not null;

    /// <summary>Ends when this wish was met, or a newer one took its place; a failure is the caller's whose wish failed.</summary>
    public Task OfferAsync(T wish)
    {
        if (isDisposed) return Task.CompletedTask;
        waiting?.Met.SetResult(); // superseded before it began
        var met = new TaskCompletionSource();
        waiting = (wish, met);
        if (running is { } older) older.Cancel();
        else _ = RunAsync();
        return met.Task;
    }

    async Task RunAsync()
    {
        while (waiting is var (wish, met) && !isDisposed)
        {
            waiting = null;
            using var mine = running = new CancellationTokenSource();
            try
            {
                await work(wish, mine.Token);
                met.SetResult();
            }
            catch (OperationCanceledException) when (mine.IsCancellationRequested)
            {
                met.SetResult();
            }
            catch (Exception failure)
            {
                met.SetException(failure);
            }
        }
        running = null;
    }

    public void Dispose()
    {
        isDisposed = true;
        running?.Cancel();
        waiting?.Met.TrySetResult();
        waiting = null;
    }
}
