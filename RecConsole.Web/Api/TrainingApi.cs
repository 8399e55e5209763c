using System.Text.Json;
using System.Threading.Channels;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Api;

/// <summary>The door by which the <c>train</c> command reaches the server of its data directory, as <see cref="ImportApi"/> is for imports.</summary>
static class TrainingApi
{
    public static void MapTrainingApi(this IEndpointRouteBuilder app) =>
        app.MapPost(TrainingCall.Route, PostAsync).DisableAntiforgery().ExcludeFromDescription();

    static async Task<IResult> PostAsync(HttpContext context, DataDirectoryLock directory, TrainingDesk desk, TrainingTable trainings, CancellationToken cancellation)
    {
        if (!ServerToken.IsShownBy(context.Request, directory)) return ServerToken.Missing("train");
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        var call = await context.Request.ReadFromJsonAsync<TrainingCall>(ImportCall.Json, cancellation);
        if (call is null) return ApiProblem.BadRequest("The body is empty; it holds the order and whether it resumes");
        return Results.Stream(answer => AnswerAsync(answer, call, desk, trainings, cancellation), "application/x-ndjson");
    }

    static async Task AnswerAsync(Stream answer, TrainingCall call, TrainingDesk desk, TrainingTable trainings, CancellationToken cancellation)
    {
        // a slow reader of the answer misses steps of the progress, and never holds the training up
        var steps = Channel.CreateBounded<CourseProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        void Tell()
        {
            if (desk.Current is { IsRunning: true } job) steps.Writer.TryWrite(job.Progress);
        }
        desk.Changed += Tell;
        try
        {
            var begun = await BeginAsync(call, desk, trainings);
            if (begun.Training is null || desk.WhenEnded is not { } ended)
            {
                await WriteAsync(answer, new TrainingAnswer(Failure: begun.Sentence), cancellation);
                return;
            }
            _ = ended.ContinueWith(_ => steps.Writer.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            try
            {
                await foreach (var step in steps.Reader.ReadAllAsync(cancellation)) await WriteAsync(answer, new TrainingAnswer(Progress: step), cancellation);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                desk.Stop(Person.CommandLine); // whoever asked has hung up
                return;
            }
            await WriteAsync(answer, new TrainingAnswer(Entry: await ended), cancellation);
        }
        finally
        {
            desk.Changed -= Tell;
        }
    }

    static Task<ModelAnswer> BeginAsync(TrainingCall call, TrainingDesk desk, TrainingTable trainings)
    {
        if (!call.Resumes) return desk.BeginAsync(call.Order, Person.CommandLine);
        return OfflineTraining.FindStopped(trainings, call.Order.Model) is { } stopped
            ? desk.GoOnAsync(stopped.Number, Person.CommandLine)
            : Task.FromResult(new ModelAnswer(Refusal: DeskRefusal.NotFound, Sentence: OfflineTraining.NothingStopped(call.Order.Model)));
    }

    static async Task WriteAsync(Stream answer, TrainingAnswer line, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(answer, line, ImportCall.Json, cancellation);
        await answer.WriteAsync("\n"u8.ToArray(), cancellation);
        await answer.FlushAsync(cancellation);
    }
}
