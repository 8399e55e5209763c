using System.Text.Json;
using System.Threading.Channels;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.People;

namespace RecConsole.Web.Api;

/// <summary>
/// The door by which the <c>import</c> command reaches the server of its data directory. It names files of this machine, so it
/// opens only to who can read the directory's token: with the directory in hand, no role adds to what they may do.
/// </summary>
static partial class ImportApi
{
    public static void MapImportApi(this IEndpointRouteBuilder app) =>
        app.MapPost(ImportCall.Route, PostAsync).DisableAntiforgery().ExcludeFromDescription();

    static async Task<IResult> PostAsync(HttpContext context, DataDirectoryLock directory, ShopImports imports, ILogger<ShopImports> logger, CancellationToken cancellation)
    {
        if (!ServerToken.IsShownBy(context.Request, directory)) return ServerToken.Missing("import");
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        var call = await context.Request.ReadFromJsonAsync<ImportCall>(ImportCall.Json, cancellation);
        if (call is null) return ApiProblem.BadRequest("The body is empty; it names format, paths, columns and constants");
        return Results.Stream(answer => AnswerAsync(answer, call, imports, logger, cancellation), "application/x-ndjson");
    }

    static async Task AnswerAsync(Stream answer, ImportCall call, ShopImports imports, ILogger logger, CancellationToken cancellation)
    {
        // a slow reader of the answer misses steps of the progress, and never holds the import up
        var steps = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var import = RunAsync(call, imports, new Steps(steps.Writer), logger, cancellation);
        _ = import.ContinueWith(_ => steps.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await foreach (var step in steps.Reader.ReadAllAsync(cancellation)) await WriteAsync(answer, new ImportAnswer(Progress: step), cancellation);
        await WriteAsync(answer, await import, cancellation);
    }

    static async Task<ImportAnswer> RunAsync(ImportCall call, ShopImports imports, Steps steps, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            return new ImportAnswer(Report: await imports.RunAsync(call.ToRequest(), Person.CommandLine, steps, cancellation));
        }
        catch (ImportFailedException failure)
        {
            return new ImportAnswer(Failure: failure.Message);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            LogFailed(logger, defect, call.Format);
            return new ImportAnswer(Failure: $"The import could not be stored, and the shop is as it was: {defect.Message}");
        }
    }

    static async Task WriteAsync(Stream answer, ImportAnswer line, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(answer, line, ImportCall.Json, cancellation);
        await answer.WriteAsync("\n"u8.ToArray(), cancellation);
        await answer.FlushAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Error, "An import of {Format} failed")]
    static partial void LogFailed(ILogger logger, Exception defect, string format);

    sealed class Steps(ChannelWriter<ImportProgress> writer) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => writer.TryWrite(value);
    }
}
