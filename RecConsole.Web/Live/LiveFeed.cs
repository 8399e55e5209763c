namespace RecConsole.Web.Live;

/// <summary>
/// In: one <see cref="LiveMoment"/> a second from <see cref="LivePump"/>. Out: the same immutable object to every
/// component and to the hub; nobody holds history of their own.
/// </summary>
public sealed class LiveFeed(ILogger<LiveFeed> log)
{
    readonly Lock gate = new();
    Action<LiveMoment>[] listeners = [];
    volatile LiveMoment current = LiveMoment.None;

    public LiveMoment Current => current;

    /// <summary>Listeners at present; a leak would show here.</summary>
    public int ListenerCount => Volatile.Read(ref listeners).Length;

    /// <summary>Calls back once a second, on the pump's thread: be quick, or hand over. Dispose the answer to stop.</summary>
    public IDisposable Subscribe(Action<LiveMoment> listener)
    {
        lock (gate) listeners = [.. listeners, listener];
        return new Subscription(this, listener);
    }

    public void Publish(LiveMoment moment)
    {
        current = moment;
        foreach (var listener in Volatile.Read(ref listeners))
        {
            try
            {
                listener(moment);
            }
            catch (Exception error)
            {
                // one broken window must not stop the others
                log.LogError(error, "A listener of the live feed failed");
            }
        }
    }

    void Remove(Action<LiveMoment> listener)
    {
        lock (gate)
        {
            var index = Array.IndexOf(listeners, listener);
            if (index >= 0) listeners = [.. listeners[..index], .. listeners[(index + 1)..]];
        }
    }

    sealed class Subscription(LiveFeed feed, Action<LiveMoment> listener) : IDisposable
    {
        public void Dispose() => feed.Remove(listener);
    }
}
