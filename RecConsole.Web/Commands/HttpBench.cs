using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;

namespace RecConsole.Web.Commands;

/// <summary>
/// Measures slates over HTTP: the whole server in this process, and beside it a bare Kestrel with one POST that reads a
/// body of the same size and answers a slate of the same size. Runs of the two alternate, so that both meet the same noise.
/// </summary>
public sealed class HttpBench(HttpBenchOptions options)
{
    const int Runs = 3;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6); // until the code that is hot is compiled with its profile

    /// <exception cref="CommandFailedException">The server did not answer as it should.</exception>
    public async Task<HttpBenchReport> RunAsync(TextWriter progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataDirectory);
        var folder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, $"bench-{Environment.ProcessId}"));
        try
        {
            await progress.WriteLineAsync($"Making a shop of {options.Items:N0} items ...");
            var shop = new HttpBenchShop(options.Items, options.Dim);
            await shop.WriteAsync(folder.FullName, cancellation);
            await using var server = await StartServerAsync(folder.FullName, cancellation);
            await using var reference = await HttpReference.StartAsync(cancellation);
            var ours = new HttpLoad(AddressOf(server), shop.SlateRequests(AddressOf(server).ToString()), options.Connections);
            var theirs = new HttpLoad(AddressOf(reference), [HttpReference.Request(AddressOf(reference).ToString())], options.Connections);
            await progress.WriteLineAsync("Measuring ...");
            ours.Run(Shorter(WarmUp), cancellation);
            theirs.Run(Shorter(WarmUp), cancellation);
            List<HttpLoadFigures> slates = [], posts = [];
            for (var run = 0; run < Runs; run++)
            {
                slates.Add(Measure(ours, cancellation));
                posts.Add(Measure(theirs, cancellation));
            }
            await server.StopAsync(cancellation);
            return new HttpBenchReport(options.Items, options.Dim, options.Connections, slates, posts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    TimeSpan Shorter(TimeSpan span) => span < TimeSpan.FromSeconds(options.Seconds) ? span : TimeSpan.FromSeconds(options.Seconds);

    HttpLoadFigures Measure(HttpLoad load, CancellationToken cancellation)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var figures = load.Run(TimeSpan.FromSeconds(options.Seconds), cancellation);
        return figures with
        {
            BytesPerRequest = (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / figures.Requests,
            ProcessorMicrosPerRequest = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / figures.Requests,
        };
    }

    static async Task<WebApplication> StartServerAsync(string directory, CancellationToken cancellation)
    {
        var app = RecConsoleApp.Build(["--data", directory, "--demo", "false"], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders(); // standard output is the report's
        });
        await app.StartAsync(cancellation);
        await app.Services.GetRequiredService<ShopLoader>().Loaded.WaitAsync(cancellation);
        var ranker = app.Services.GetRequiredService<Ranker>();
        var model = app.Services.GetRequiredService<ModelStore>().Current!.Artifact;
        while (!ReferenceEquals(ranker.Current.Model, model)) await Task.Delay(20, cancellation);
        return app;
    }

    static IPEndPoint AddressOf(WebApplication app) =>
        IPEndPoint.Parse(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority);
}
