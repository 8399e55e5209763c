using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RecConsole.Tests.Support;

/// <summary>
/// A shop's own web server with one plain page that includes recconsole.js. The page is another origin than the console's. It
/// can also stand in for the events API, recording every batch and answering as the test says.
/// </summary>
public sealed class ShopPage : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentQueue<JsonElement[]> batches = new();

    ShopPage(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What <c>POST /api/v1/events</c> of this server answers; unless set, 202 for everything.</summary>
    public Func<JsonElement[], IResult> OnEvents { get; set; } =
        events => Results.Json(new { accepted = events.Length, duplicates = 0, rejected = Array.Empty<object>() }, statusCode: 202);

    /// <summary>The batches that were posted to this server, oldest first.</summary>
    public IReadOnlyList<JsonElement[]> Batches => [.. batches];

    public IEnumerable<JsonElement> Events => batches.SelectMany(batch => batch);

    /// <param name="scriptSource">Where the page takes recconsole.js from; the file of the repository, served here, when null.</param>
    /// <param name="body">What stands in the page's body after the script.</param>
    public static async Task<ShopPage> StartAsync(Uri? scriptSource = null, string body = "")
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var shop = new ShopPage(app);
        var script = scriptSource is null ? "/recconsole.js" : new Uri(scriptSource, "recconsole.js").ToString();
        app.MapGet("/", () => Results.Content($"<!DOCTYPE html><html lang=en><title>Tea shop</title><link rel=icon href=data:,><h1>Tea shop</h1><script src=\"{script}\"></script>{body}</html>", "text/html"));
        app.MapGet("/recconsole.js", () => Results.File(Repository.Path("wwwroot-assets", "js", "recconsole.js"), "text/javascript"));
        app.MapPost("/api/v1/events", (JsonElement posted) =>
        {
            var events = posted.GetProperty("events").EnumerateArray().Select(item => item.Clone()).ToArray();
            shop.batches.Enqueue(events);
            return shop.OnEvents(events);
        });
        await app.StartAsync();
        shop.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
