using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>One running demo shop for all journeys that only look at it or play shoppers of their own.</summary>
public sealed class DemoConsole : IAsyncLifetime
{
    RunningConsole? console;

    public RunningConsole Console => console ?? throw new InvalidOperationException("The demo console is started only where there is a browser.");

    public async Task InitializeAsync()
    {
        if (InstalledBrowser.ExecutablePath is not null) console = await RunningConsole.StartAsync(demo: true, signIn: true);
    }

    /// <summary>Until the demo shop is there and its first model ranks.</summary>
    public Task WaitForModelAsync()
    {
        var status = Console.Services.GetRequiredService<ShopStatus>();
        return Eventually.HoldsAsync(() => status.Current.IsReady, "the demo shop and its model are ready", TimeSpan.FromMinutes(3));
    }

    public async Task DisposeAsync()
    {
        if (console is not null) await console.DisposeAsync();
    }
}
