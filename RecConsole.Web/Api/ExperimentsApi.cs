using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using System.Text.Json;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary>
/// <c>/api/v1/experiments</c>: definition and course. Whoever changes one names the version that they have seen; where somebody
/// else was faster the answer is 409 and holds theirs.
/// </summary>
static class ExperimentsApi
{
    public static void MapExperimentsApi(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/v1/experiments").WithTags("Experiments").RequireRight(Permission.View).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("", (ExperimentDesk desk) => Json(desk.All.Select(ExperimentDocument.Of).ToList()))
            .WithName("ListExperiments").WithSummary("All experiments, drafts and stopped ones among them").Produces<IReadOnlyList<ExperimentDocument>>();
        all.MapPost("", CreateAsync).WithName("CreateExperiment").WithSummary("Adds an experiment as a draft; what of the body is its course is not taken over")
            .Accepts<Experiment>("application/json").Produces<ExperimentDocument>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(415).RequireRight(Permission.RunExperiments);
        all.MapGet("/metrics", () => Json(MetricPresets.All)).WithName("ListExperimentMetrics").WithSummary("What can be measured, each with sound settings").Produces<IReadOnlyList<ExperimentMetric>>();
        all.MapGet("/{key}", (string key, ExperimentDesk desk) => desk.Find(key) is { } found ? Json(ExperimentDocument.Of(found)) : (IResult)ApiProblem.NotFound(desk.Unknown(key)))
            .WithName("GetExperiment").WithSummary("One experiment").Produces<ExperimentDocument>().ProducesProblem(404);
        all.MapGet("/{key}/versions", (string key, ExperimentDesk desk) => desk.Find(key) is null ? (IResult)ApiProblem.NotFound(desk.Unknown(key)) : Json(desk.ReadHistory(key).Select(ExperimentDocument.Of).ToList()))
            .WithName("ListExperimentVersions").WithSummary("Every version of an experiment, the newest first").Produces<IReadOnlyList<ExperimentDocument>>().ProducesProblem(404);
        all.MapGet("/{key}/results", Results).WithName("GetExperimentResults").WithSummary("Figures, health and verdict of the newest phase, or of the one named, of a bandit over all its periods; not older than a look, seconds while something happens. Of a stopped experiment those that it was stopped on, and with later=true those with what came since")
            .Produces<ExperimentResultsDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        all.MapPut("/{key}", ChangeAsync).WithName("PutExperiment").WithSummary("Changes the version named: a draft freely, later its words, forced units and secondary metrics")
            .Accepts<Experiment>("application/json").Produces<ExperimentDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415).RequireRight(Permission.RunExperiments);
        all.MapDelete("/{key}", async Task<IResult> (string key, ExperimentDesk desk, HttpContext context, long version = 0) =>
                await desk.DiscardAsync(key, version, context.Person(), context.RequestAborted) is { IsDone: false } refused ? Refused(refused) : TypedResults.NoContent())
            .WithName("DiscardExperiment").WithSummary("Takes a draft away; name its version").Produces(204).ProducesProblem(404).ProducesProblem(409).RequireRight(Permission.RunExperiments);
        MapCourse(all);
    }

    static void MapCourse(RouteGroupBuilder all)
    {
        Step<CourseBody>(all, "start", "StartExperiment", "Pins the variants' revisions and lets the first units in: share of the units, else the plan's first step", Permission.RunExperiments,
            (desk, key, who, body, cancel) => desk.StartAsync(key, body.Version!.Value, who, body.Share, body.Reason, cancel));
        Step<CourseBody>(all, "pause", "PauseExperiment", "Everybody sees what is live until it is resumed", Permission.StopExperiments,
            (desk, key, who, body, cancel) => desk.PauseAsync(key, body.Version!.Value, who, body.Reason, cancel));
        Step<CourseBody>(all, "resume", "ResumeExperiment", "Goes on with the same units in the same variants", Permission.RunExperiments,
            (desk, key, who, body, cancel) => desk.ResumeAsync(key, body.Version!.Value, who, body.Reason, cancel));
        Step<CourseBody>(all, "ramp", "RampExperiment", "Lets another share of the units in; those who are in stay in their variant", Permission.RunExperiments, (desk, key, who, body, cancel) => body.Share is { } share
            ? desk.RampAsync(key, body.Version!.Value, share, who, body.Reason, cancel)
            : Task.FromResult(new ExperimentAnswer(Refusal: DeskRefusal.Invalid, Sentence: "share is missing: name the share of the units that is to enter, such as 0.25")));
        Step<CourseBody>(all, "split", "SplitExperiment", "Gives the variants other weights, the control's first; a new phase begins, and results with it. A bandit is never split by hand", Permission.RunExperiments, (desk, key, who, body, cancel) => body.Weights is { } weights
            ? desk.SplitAsync(key, body.Version!.Value, weights, who, body.Reason, cancel)
            : Task.FromResult(new ExperimentAnswer(Refusal: DeskRefusal.Invalid, Sentence: "weights is missing: name the share of each variant, the control's first, such as [0.8, 0.2]")));
        Step<StopBody>(all, "stop", "StopExperiment", "Ends it for good: decision is ship, rollBack, keepControl or inconclusive; with ship, ships names the variant", Permission.StopExperiments,
            (desk, key, who, body, cancel) => Enum.TryParse<StopDecision>(body.Decision, ignoreCase: true, out var decision) && Enum.IsDefined(decision)
                ? desk.StopAsync(key, body.Version!.Value, decision, body.Reason ?? "", who, body.Ships, cancellation: cancel)
                : Task.FromResult(new ExperimentAnswer(Refusal: DeskRefusal.Invalid, Sentence: $"decision is {(body.Decision is null ? "missing" : $"'{body.Decision}'")}; it is one of {string.Join(", ", Enum.GetNames<StopDecision>().Select(JsonNamingPolicy.CamelCase.ConvertName))}")));
    }

    static void Step<TBody>(RouteGroupBuilder all, string verb, string name, string summary, Permission right, Func<ExperimentDesk, string, Person, TBody, CancellationToken, Task<ExperimentAnswer>> step) where TBody : IVersionedBody =>
        all.MapPost($"/{{key}}/{verb}", async Task<IResult> (string key, TBody body, ExperimentDesk desk, HttpContext context, CancellationToken cancel) => body.Version is null
                ? ApiProblem.BadRequest("version is missing: name that of the experiment that you have seen, so that nobody's change is passed over")
                : Answer(await step(desk, key, context.Person(), body, cancel)))
            .WithName(name).WithSummary(summary).Produces<ExperimentDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(right);

    static IResult Results(string key, ExperimentDesk desk, ExperimentWatch watch, int? phase = null, bool later = false)
    {
        if (desk.Find(key) is not { } experiment) return ApiProblem.NotFound(desk.Unknown(key));
        if (experiment.Phase is not { } newest) return Refused(new ExperimentAnswer(Refusal: DeskRefusal.NotNow, Sentence: $"'{key}' is a draft: it has results once it was started."));
        if (phase is { } asked && experiment.Phases.All(one => one.Number != asked)) return ApiProblem.NotFound($"'{key}' has no phase {asked}; it has 1 to {newest.Number}.");
        if (phase is not null && experiment.Method == ExperimentMethod.Bandit) return ApiProblem.BadRequest($"'{key}' is a bandit: its results are of all its periods together, which stand in bandit.periods; leave phase away");
        var isNewest = phase is null || phase == newest.Number;
        var evidence = isNewest && !later ? ExperimentEvidence.Read(experiment.End?.Evidence) : null;
        var results = evidence ?? (isNewest ? watch.Latest(key) ?? watch.Look(key, newest.Number) : watch.Look(key, phase!.Value));
        return results is null ? ApiProblem.NotFound($"Nothing is counted of '{key}'.") : Json(ExperimentResultsDocument.Of(results, evidence is not null));
    }

    static async Task<IResult> CreateAsync(ExperimentDesk desk, HttpContext context)
    {
        var (content, refused) = await ReadAsync(context);
        return refused ?? Answer(await desk.CreateAsync(content!, context.Person(), context.RequestAborted), StatusCodes.Status201Created);
    }

    static async Task<IResult> ChangeAsync(string key, ExperimentDesk desk, HttpContext context, long version = 0, string? reason = null)
    {
        var (content, refused) = await ReadAsync(context);
        if (refused is not null) return refused;
        return content!.Key == key
            ? Answer(await desk.ChangeAsync(content, version, context.Person(), reason, context.RequestAborted))
            : ApiProblem.BadRequest($"The content is of the experiment '{content.Key}'; it must name '{key}', as the address does");
    }

    static async Task<(Experiment? Content, ProblemHttpResult? Refused)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return (null, ApiProblem.NotJson());
        using var body = await PooledBody.ReadAsync(context.Request);
        return (ExperimentJson.Read(Encoding.UTF8.GetString(body.Bytes)), null);
    }

    static IResult Answer(ExperimentAnswer answer, int status = 200) => answer.Experiment is { } done ? Json(ExperimentDocument.Of(done), status) : Refused(answer);

    static ProblemHttpResult Refused(ExperimentAnswer answer)
    {
        var extensions = new Dictionary<string, object?>();
        if (answer.Problems.Count > 0) extensions["problems"] = answer.Problems;
        if (answer.Refusal == DeskRefusal.Stale) extensions["theirs"] = answer.Theirs is { } theirs ? JsonSerializer.SerializeToElement(ExperimentDocument.Of(theirs), ExperimentJson.Options) : null;
        var status = answer.Refusal switch
        {
            DeskRefusal.NotFound => 404,
            DeskRefusal.NotAllowed => 403,
            DeskRefusal.Invalid => 400,
            _ => 409,
        };
        return TypedResults.Problem(title: answer.Sentence, statusCode: status, extensions: extensions);
    }

    static JsonHttpResult<TDocument> Json<TDocument>(TDocument document, int status = 200) => TypedResults.Json(document, ExperimentJson.Options, statusCode: status);
}

/// <param name="Version">Name it to change this experiment or its course.</param>
/// <param name="Traffic">Share of the units of its layer's part that enters now.</param>
/// <param name="Content">What a PUT takes.</param>
public sealed record ExperimentDocument(string Key, long Version, ExperimentStatus Status, double Traffic, Experiment Content)
{
    internal static ExperimentDocument Of(Experiment experiment) => new(experiment.Key, experiment.Version, experiment.Status, experiment.Traffic, experiment);
}

/// <summary>What names the version that its sender has seen.</summary>
interface IVersionedBody
{
    long? Version { get; }
}

/// <param name="Share">Of the units, above 0 and at most 1.</param>
/// <param name="Weights">Of the variants, the control's first.</param>
/// <param name="Reason">For the audit log.</param>
public sealed record CourseBody(long? Version = null, double? Share = null, IReadOnlyList<double>? Weights = null, string? Reason = null) : IVersionedBody;

/// <param name="Decision">ship, rollBack, keepControl or inconclusive.</param>
/// <param name="Ships">With ship: the variant that is to go live.</param>
public sealed record StopBody(long? Version = null, string? Decision = null, string? Reason = null, string? Ships = null) : IVersionedBody;
