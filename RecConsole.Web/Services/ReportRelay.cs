namespace RecConsole.Web.Services;

/// <summary>
/// In: reports from any thread, as fast as they come. Out: the newest of them, one at a time on the circuit. While one is
/// being shown the others replace each other: nothing queues.
/// </summary>
/// <param name="enter">Runs work on the circuit (<c>InvokeAsync</c>).</param>
/// <param name="show">Not called any more once the token is cancelled.</param>
public sealed class ReportRelay<T>(Func<Action, Task> enter, Action<T> show, CancellationToken cancellation) : IProgress<T> where T : class
{
    T? newest;
    int isOnItsWay;

    public void Report(T value)
    {
        Volatile.Write(ref newest, value);
        if (Interlocked.Exchange(ref isOnItsWay, 1) == 0) _ = enter(Deliver);
    }

    void Deliver()
    {
        Volatile.Write(ref isOnItsWay, 0); // before the look: what comes after it is sent again
        if (Interlocked.Exchange(ref newest, null) is { } report && !cancellation.IsCancellationRequested) show(report);
    }
}
