using RecConsole.Tests.Support;

namespace RecConsole.Tests.E2E;

/// <summary>One running demo shop for all journeys that only look at it or play shoppers of their own.</summary>
public sealed class DemoConsole : IAsyncLifetime
{
    RunningConsole? console;

    public RunningConsole Console => console ?? throw new InvalidOperationException("The demo console is started only where there is a browser.");

    public async Task InitializeAsync()
    {
        if (InstalledBrowser.ExecutablePath is not null) console = await RunningConsole.StartAsync(demo: true);
    }

    public async Task DisposeAsync()
    {
        if (console is not null) await console.DisposeAsync();
    }
}
