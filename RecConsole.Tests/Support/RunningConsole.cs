using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RecConsole.Web;

namespace RecConsole.Tests.Support;

/// <summary>
/// The real host, as <c>serve</c> starts it, on a free port with a data folder of its own. Disposing stops the host and
/// removes the folder.
/// </summary>
public sealed class RunningConsole : IAsyncDisposable
{
    readonly WebApplication app;
    readonly TemporaryFolder? ownFolder;

    RunningConsole(WebApplication app, string dataFolder, TemporaryFolder? ownFolder)
    {
        this.app = app;
        this.ownFolder = ownFolder;
        DataFolder = dataFolder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>The host's own services: the engine's singletons as the running console uses them.</summary>
    public IServiceProvider Services => app.Services;

    public string DataFolder { get; }

    /// <param name="demo">Whether an empty data folder becomes the demo shop with its simulated shoppers.</param>
    /// <param name="dataFolder">An existing data folder, which stays when the console stops; null for a fresh one.</param>
    /// <param name="configure">Replaces services or settings before the host is built.</param>
    /// <param name="signIn">Whether people sign in, as they do outside tests; without it every visitor is the owner.</param>
    public static async Task<RunningConsole> StartAsync(
        bool demo = false, string? dataFolder = null, Action<WebApplicationBuilder>? configure = null, bool signIn = false)
    {
        var ownFolder = dataFolder is null ? new TemporaryFolder() : null;
        var folder = dataFolder ?? ownFolder!.Path;
        string[] args = ["--urls", "http://127.0.0.1:0", "--data", folder, "--demo", demo ? "true" : "false", "--Auth:SignIn", signIn ? "required" : "none"];
        var app = RecConsoleApp.Build(args, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return new RunningConsole(app, folder, ownFolder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        ownFolder?.Dispose();
    }
}
