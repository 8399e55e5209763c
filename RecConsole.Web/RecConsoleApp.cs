using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Web.Api;
using RecConsole.Web.Auth;
using RecConsole.Web.Components;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Live;
using RecConsole.Web.Services;

namespace RecConsole.Web;

/// <summary>The composition root: builds the host that serves the console, the API and the hub. Tests start it on port 0.</summary>
public static class RecConsoleApp
{
    /// <summary>What the short names of the command line are called in the settings.</summary>
    static readonly Dictionary<string, string> Switches = new() { ["--data"] = "Hosting:DataDirectory", ["--demo"] = "Hosting:Demo" };

    /// <param name="args">Settings as <c>--name value</c>: --urls, --data, --demo, or any key of appsettings.json.</param>
    /// <param name="configure">Replaces services or settings before the host is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(RecConsoleApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddConsolePages();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddLive();
        configure?.Invoke(builder);
        // after configure: these read settings
        builder.Services.AddShopOrigins(builder.Configuration);
        var settings = EngineSettings.Read(builder.Configuration);
        builder.Services.AddRecEngine(settings);
        builder.Services.AddConsoleAuth(AuthOptions.Read(builder.Configuration.GetSection(AuthOptions.Section)));
        builder.Services.AddProblemDetails();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // in production too: the answer says what is wrong
        builder.Services.AddOpenApi(ApiDocument.Describe);

        var app = builder.Build();
        app.UseNotFoundPage();
        app.UseApiProblems();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        BlazorScript.Map(app);
        app.MapShopScriptApi();
        app.MapCatalogExport();
        app.MapImportExport();
        app.MapSignInApi();
        app.MapStrategiesApi();
        app.MapSegmentsApi();
        app.MapExperimentsApi();
        app.MapCampaignsApi();
        app.MapAuditApi();
        app.MapPeopleApi();
        app.MapPicturesApi();
        app.MapOpenApi();
        app.MapHealthApi();
        app.MapEventsApi();
        app.MapItemsApi();
        app.MapImportApi();
        app.MapTrainingApi();
        app.MapModelsApi();
        app.MapMetricsApi();
        app.MapHub<LiveHub>(LiveHub.Path).RequireRight(Permission.View);
        app.MapRecommendationsApi();
        app.MapWhatIfApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.Lifetime.ApplicationStarted.Register(() => PublishAddress(app.Services));
        return app;
    }

    /// <summary>Commands on the same data directory go through this server.</summary>
    static void PublishAddress(IServiceProvider services)
    {
        if (services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address)
            services.GetRequiredService<DataDirectoryLock>().Publish(address);
    }
}
