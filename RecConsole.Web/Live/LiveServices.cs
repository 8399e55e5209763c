namespace RecConsole.Web.Live;

/// <summary>What the live page, the hub and their pump need of the container.</summary>
public static class LiveServices
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<LiveListeners>();
        services.AddHostedService<LivePump>();
        return services;
    }
}
