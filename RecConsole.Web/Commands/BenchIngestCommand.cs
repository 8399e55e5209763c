using System.CommandLine;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Commands;

/// <summary>
/// <c>bench ingest</c>: how many events a second are durable over HTTP, with the load generator on the same machine. The
/// server is the built program as a process of its own, on a new directory beside the data, so on the same disk; it is
/// killed at the end, and what it acknowledged is counted in its log.
/// </summary>
public static class BenchIngestCommand
{
    const int CatalogItems = 5_000;
    const int Connections = 8;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Length of each of the two measurements", HelpName = "T", DefaultValueFactory = _ => 10 };
        seconds.Validators.Add(result => Least(result, 1));
        var batch = new Option<int>("--batch") { Description = "Events of one request", HelpName = "B", DefaultValueFactory = _ => 500 };
        batch.Validators.Add(result => Least(result, 1));
        var json = CommandOptions.Json();
        var command = new Command("ingest", "Durable events a second over HTTP, with time-ordered and with random ids") { seconds, batch, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = await MeasureAsync(
                parsed.DataDirectory(), parsed.GetValue(batch), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.InvocationConfiguration.Error, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
            return CommandLine.Success;
        });
        return command;
    }

    static async Task<IngestReport> MeasureAsync(string dataDirectory, int batchSize, TimeSpan duration, TextWriter progress, CancellationToken cancellation)
    {
        await progress.WriteLineAsync("Time-ordered ids ...");
        var (ordered, lost, visible) = await MeasureAsync(dataDirectory, new IngestBatches(batchSize, CatalogItems, randomIds: false), duration, probes: true, cancellation);
        await progress.WriteLineAsync("Random ids ...");
        var (random, randomLost, _) = await MeasureAsync(dataDirectory, new IngestBatches(batchSize, CatalogItems, randomIds: true), duration, probes: false, cancellation);
        return new IngestReport(ordered, lost, visible, batchSize, Connections, random, randomLost);
    }

    static async Task<(IngestFigures Figures, long Lost, double VisibleP99Ms)> MeasureAsync(
        string dataDirectory, IngestBatches batches, TimeSpan duration, bool probes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(dataDirectory);
        var folder = Directory.CreateDirectory(Path.Combine(dataDirectory, $"bench-{Environment.ProcessId}"));
        try
        {
            using var server = await ServerUnderTest.StartAsync(folder.FullName, cancellation);
            using var client = server.Connect(Connections + 2);
            await batches.AddCatalogAsync(client, cancellation);
            var warm = await IngestLoad.RunAsync(client, batches, Connections, WarmUp, cancellation);
            var before = server.ProcessorTime;
            var figures = await IngestLoad.RunAsync(client, batches, Connections, duration, cancellation);
            figures = figures with { ServerMicrosPerEvent = (server.ProcessorTime - before).TotalMicroseconds / Math.Max(1, figures.Accepted) };
            var probe = new VisibilityProbe(client, batches);
            var visible = probes ? await probe.MeasureP99Async(cancellation) : 0;
            server.Kill();
            using var database = Database.Open(folder.FullName, TimeProvider.System);
            using var log = new EventTable(database);
            return (figures, warm.Accepted + figures.Accepted + probe.Accepted - log.Count(), visible);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Least(System.CommandLine.Parsing.OptionResult result, int least)
    {
        // what is no number is told by the parser
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var value) && value < least) result.AddError($"{result.Option.Name} must be {least} or more.");
    }
}
