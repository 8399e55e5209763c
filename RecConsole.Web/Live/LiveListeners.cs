using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>
/// The hub's connections and the scope of each. A frame goes to each on its own and nobody waits for it: a connection
/// that has not taken the last frame (a sleeping laptop) misses this one and fills the gap later from the history.
/// </summary>
public sealed class LiveListeners(IHubContext<LiveHub> hub)
{
    readonly ConcurrentDictionary<string, Listener> byConnection = new();

    public int Count => byConnection.Count;

    public void Set(string connectionId, MetricsScope scope) =>
        byConnection.AddOrUpdate(connectionId, _ => new Listener(scope), (_, known) => new Listener(scope) { Sending = known.Sending });

    public void Remove(string connectionId) => byConnection.TryRemove(connectionId, out _);

    public void Send(MetricsFrame frame, CancellationToken cancel)
    {
        foreach (var (connectionId, listener) in byConnection)
        {
            if (!listener.Sending.IsCompleted) continue;
            listener.Sending = hub.Clients.Client(connectionId).SendAsync(LiveHub.MetricsMessage, listener.Scope.Narrow(frame), cancel);
        }
    }

    sealed class Listener(MetricsScope scope)
    {
        public MetricsScope Scope => scope;
        public Task Sending { get; set; } = Task.CompletedTask;
    }
}
