using Microsoft.AspNetCore.SignalR;
using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Live;

/// <summary>
/// The hub at <c>/hubs/live</c>. A client calls <see cref="Subscribe"/> and then receives <c>metrics</c> (a
/// <see cref="MetricsFrame"/>) once a second; <see cref="History"/> fills what it missed. Scopes: <see cref="MetricsScope"/>.
/// </summary>
public sealed class LiveHub(LiveMetrics metrics, LiveListeners listeners) : Hub
{
    public const string Path = "/hubs/live";
    public const string MetricsMessage = "metrics";
    public const int MaxScopeLength = 160;

    /// <summary>Listens to one scope; a second call replaces the first. The latest frame comes at once.</summary>
    public Task Subscribe(string scope)
    {
        var wanted = Parse(scope);
        listeners.Set(Context.ConnectionId, wanted);
        return Clients.Caller.SendAsync(MetricsMessage, wanted.Narrow(metrics.Current), Context.ConnectionAborted);
    }

    /// <summary>The trailing minutes (1 to 1440) of a scope as columns.</summary>
    public MetricsHistory History(string scope, int minutes)
    {
        if (minutes is < 1 or > MetricsHistory.MinutesKept)
            throw new HubException($"minutes {minutes} must lie between 1 and {MetricsHistory.MinutesKept}");
        return metrics.History(Parse(scope), minutes);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        listeners.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    static MetricsScope Parse(string scope)
    {
        if (scope is { Length: > MaxScopeLength }) throw new HubException($"scope has {scope.Length} characters; it has at most {MaxScopeLength}");
        return MetricsScope.TryParse(scope, out var parsed, out var problem) ? parsed : throw new HubException(problem);
    }
}
