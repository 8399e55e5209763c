using Microsoft.Extensions.DependencyInjection;

namespace RecConsole.Tests.Support;

/// <summary>What a test class inherits where things must outlive the process: a console on a folder of its own that can be stopped and started again.</summary>
/// <param name="isClockSet">Whether the console goes by <see cref="Clock"/>; else by the real time.</param>
public abstract class RestartedConsole(bool isClockSet) : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    RunningConsole? console;

    protected ManualTime Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    /// <summary>Where it listens now: another port after each start.</summary>
    protected Uri Address => console!.Address;

    protected T Get<T>() where T : notnull => console!.Services.GetRequiredService<T>();

    protected async Task StartAsync() => console = await RunningConsole.StartAsync(dataFolder: folder.Path, configure: builder =>
    {
        if (isClockSet) builder.Services.AddSingleton<TimeProvider>(Clock);
    });

    protected async Task StopAsync()
    {
        if (console is not null) await console.DisposeAsync();
        console = null;
    }

    protected async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }
}
