using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary>
/// <c>/api/v1/strategies</c>: the path of a change. Whoever changes a draft names the version that they have seen; where
/// somebody else was faster the answer is 409 with both.
/// </summary>
static class StrategiesApi
{
    public static void MapStrategiesApi(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/v1/strategies").WithTags("Strategies").RequireRight(Permission.View).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("", (StrategyDesk desk) => Json(desk.ReadAll().Select(StrategyDocument.Of).ToList()))
            .WithName("ListStrategies").WithSummary("All strategies, each with its live revision and its draft").Produces<IReadOnlyList<StrategyDocument>>();
        all.MapPost("", CreateAsync).WithName("CreateStrategy").WithSummary("Begins a strategy as a draft with the content of another one")
            .Produces<DraftDocument>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(Permission.EditDrafts);
        all.MapGet("/{key}", Get).WithName("GetStrategy").WithSummary("A strategy with its live revision and its draft").Produces<StrategyDocument>().ProducesProblem(404);
        all.MapGet("/{key}/revisions", Revisions).WithName("ListRevisions").WithSummary("The kept revisions, the newest first, with each time that they went live")
            .Produces<IReadOnlyList<RevisionDocument>>().ProducesProblem(404);
        all.MapGet("/{key}/diff", Diff).WithName("DiffRevisions").WithSummary("What differs between two revisions: ?from=1&to=2")
            .Produces<IReadOnlyList<ChangeDocument>>().ProducesProblem(404);
        MapDraft(all);
        MapSteps(all);
    }

    static void MapDraft(RouteGroupBuilder all)
    {
        all.MapGet("/{key}/draft", GetDraft).WithName("GetDraft").WithSummary("The draft of a strategy, and what you can do with it").Produces<DraftDocument>().ProducesProblem(404);
        all.MapPut("/{key}/draft", PutDraftAsync).WithName("PutDraft").WithSummary("Keeps the content of a draft; begins one where there is none (version 0)")
            .Accepts<StrategyRevision>("application/json").Produces<DraftDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415)
            .RequireRight(Permission.EditDrafts);
        all.MapDelete("/{key}/draft", DiscardAsync).WithName("DiscardDraft").WithSummary("Discards the draft").Produces(204).ProducesProblem(404).ProducesProblem(409)
            .RequireRight(Permission.EditDrafts);
        all.MapGet("/{key}/rebase", PreviewRebase).WithName("PreviewRebase").WithSummary("What bringing a stale draft up to the live revision comes to, conflicts by name")
            .Produces<MergeDocument>().ProducesProblem(409);
        Step(all, "rebase", "RebaseDraft", "Brings a stale draft up to the live revision; of the parts in takeTheirs the live side is taken", Permission.EditDrafts,
            (desk, key, who, body, cancel) => desk.RebaseAsync(key, body.Version!.Value, body.Onto, new HashSet<string>(body.TakeTheirs ?? [], StringComparer.Ordinal), who, cancel));
    }

    static void MapSteps(RouteGroupBuilder all)
    {
        Step(all, "submit", "SubmitDraft", "Asks for approval", Permission.EditDrafts, (desk, key, who, body, cancel) => desk.SubmitAsync(key, body.Version!.Value, who, body.Note, cancel));
        Step(all, "approve", "ApproveDraft", "Approves what somebody else submitted", Permission.Review, (desk, key, who, body, cancel) => desk.ApproveAsync(key, body.Version!.Value, who, body.Note, cancel));
        Step(all, "reject", "RejectDraft", "Gives a draft back with a note on why", Permission.Review, (desk, key, who, body, cancel) => desk.RejectAsync(key, body.Version!.Value, who, body.Note, cancel));
        Step(all, "publish", "PublishDraft", "Makes the draft live from the next request on", Permission.Publish, (desk, key, who, body, cancel) => desk.PublishAsync(key, body.Version!.Value, who, body.Reason, cancel));
        Step(all, "schedule", "ScheduleDraft", "Lets the draft go live at a time on the clocks of a zone", Permission.Publish, (desk, key, who, body, cancel) =>
            body is { At: { } at, TimeZone: { } zone }
                ? desk.ScheduleAsync(key, body.Version!.Value, who, at, zone, body.Reason, cancel)
                : Task.FromResult(new DeskAnswer(Refusal: DeskRefusal.Invalid, Sentence: "at and timeZone are missing: name a local time such as 2026-12-01T09:00 and an IANA zone such as Europe/Berlin")));
        Step(all, "unschedule", "UnscheduleDraft", "Takes the draft off the calendar; it stays approved", Permission.Publish, (desk, key, who, body, cancel) => desk.UnscheduleAsync(key, body.Version!.Value, who, cancel));
        Step(all, "rollback", "RollBack", "Makes the previous revision live again, or the one that number names; needs no approval", Permission.Publish,
            (desk, key, who, body, cancel) => desk.RollbackAsync(key, who, body.Number, body.Reason, cancel), needsVersion: false);
    }

    static void Step(RouteGroupBuilder all, string verb, string name, string summary, Permission right, Func<StrategyDesk, string, Person, StepBody, CancellationToken, Task<DeskAnswer>> step, bool needsVersion = true) =>
        all.MapPost($"/{{key}}/{verb}", async (string key, StepBody body, StrategyDesk desk, HttpContext context, CancellationToken cancel) =>
                needsVersion && body.Version is null
                    ? ApiProblem.BadRequest("version is missing: name that of the draft that you have seen, so that nobody's change is passed over")
                    : Answer(await step(desk, key, context.Person(), body, cancel), desk, context))
            .WithName(name).WithSummary(summary).Produces<StepDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(right);

    static async Task<IResult> CreateAsync(NewStrategyBody body, StrategyDesk desk, HttpContext context, CancellationToken cancel)
    {
        var answer = await desk.CreateAsync(body.Key ?? "", body.CopyFrom, context.Person(), cancel);
        return answer is { IsDone: true, Draft: { } draft } ? Json(DraftDocument.Of(draft, desk, context.Person()), StatusCodes.Status201Created) : Refused(answer, desk, context);
    }

    static IResult Get(string key, StrategyDesk desk) => desk.Find(key) is { } entry ? Json(StrategyDocument.Of(entry)) : Unknown(key, desk);

    static IResult Revisions(string key, StrategyDesk desk) => desk.Find(key) is null ? Unknown(key, desk) : Json(desk.ReadHistory(key).Select(RevisionDocument.Of).ToList());

    static IResult Diff(string key, int from, int to, StrategyDesk desk) => desk.Diff(key, from, to) is { } changes
        ? Json(changes.Select(ChangeDocument.Of).ToList())
        : ApiProblem.NotFound($"The strategy '{key}' has no revision {from} or {to}; /api/v1/strategies/{key}/revisions lists them");

    static IResult GetDraft(string key, StrategyDesk desk, HttpContext context) => desk.FindDraft(key) is { } draft
        ? Json(DraftDocument.Of(draft, desk, context.Person()))
        : desk.Find(key) is null ? Unknown(key, desk) : ApiProblem.NotFound($"The strategy '{key}' has no draft; PUT its content with ?version=0 to begin one");

    static async Task<IResult> PutDraftAsync(string key, StrategyDesk desk, HttpContext context, long version = 0)
    {
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        using var body = await PooledBody.ReadAsync(context.Request);
        StrategyRevision content;
        try
        {
            content = StrategyJson.Read(System.Text.Encoding.UTF8.GetString(body.Bytes));
        }
        catch (JsonException fault)
        {
            return ApiProblem.BadRequest(fault.InnerException is ArgumentException ? fault.InnerException.Message : $"The body is not a revision: {JsonFault.Say(fault)}");
        }
        var answer = await desk.SaveDraftAsync(key, content, version, context.Person(), context.RequestAborted);
        return answer is { IsDone: true, Draft: { } draft } ? Json(DraftDocument.Of(draft, desk, context.Person())) : Refused(answer, desk, context, content);
    }

    static async Task<IResult> DiscardAsync(string key, StrategyDesk desk, HttpContext context, long version = 0) =>
        await desk.DiscardAsync(key, version, context.Person(), context.RequestAborted) is { IsDone: false } refused ? Refused(refused, desk, context) : TypedResults.NoContent();

    static IResult PreviewRebase(string key, StrategyDesk desk)
    {
        try
        {
            return desk.PreviewRebase(key) is { } merged ? Json(MergeDocument.Of(merged, desk.Find(key)!.Live!.Number)) : ApiProblem.Of(409, $"The strategy '{key}' has no draft that is stale");
        }
        catch (ArgumentException fault)
        {
            return ApiProblem.Of(409, fault.Message);
        }
    }

    static IResult Answer(DeskAnswer answer, StrategyDesk desk, HttpContext context) => answer.IsDone
        ? Json(new StepDocument(answer.Live, answer.Draft is { } draft ? DraftDocument.Of(draft, desk, context.Person()) : null))
        : Refused(answer, desk, context);

    static IResult Refused(DeskAnswer answer, StrategyDesk desk, HttpContext context, StrategyRevision? yours = null)
    {
        var status = answer.Refusal switch
        {
            DeskRefusal.NotFound => 404,
            DeskRefusal.NotAllowed => 403,
            DeskRefusal.Invalid => 400,
            _ => 409,
        };
        var both = new Dictionary<string, object?>();
        if (answer.Refusal == DeskRefusal.Stale)
        {
            if (yours is not null) both["yours"] = JsonSerializer.SerializeToElement(yours, StrategyJson.Options);
            both["theirs"] = answer.Theirs is { } theirs ? JsonSerializer.SerializeToElement(DraftDocument.Of(theirs, desk, context.Person()), StrategyJson.Options) : null;
        }
        return TypedResults.Problem(title: answer.Sentence, statusCode: status, extensions: both);
    }

    static ProblemHttpResult Unknown(string key, StrategyDesk desk) =>
        ApiProblem.NotFound($"There is no strategy '{key}'; there are {string.Join(", ", desk.ReadAll().Select(entry => entry.Key))}");

    static JsonHttpResult<T> Json<T>(T document, int status = 200) => TypedResults.Json(document, StrategyJson.Options, statusCode: status);
}

/// <param name="CopyFrom">A live strategy; the default one when absent.</param>
public sealed record NewStrategyBody(string? Key, string? CopyFrom = null);

/// <param name="Version">Of the draft that you have seen; rollback needs none.</param>
/// <param name="Note">With submit, approve and reject.</param>
/// <param name="Reason">With publish, schedule and rollback.</param>
/// <param name="At">With schedule: as clocks in <paramref name="TimeZone"/> show it.</param>
/// <param name="Number">With rollback: of the revision; absent for the previous one.</param>
/// <param name="Onto">With rebase: number of the live revision that you have seen.</param>
public sealed record StepBody(
    long? Version = null, string? Note = null, string? Reason = null, DateTime? At = null, string? TimeZone = null, int? Number = null, int Onto = 0, IReadOnlyList<string>? TakeTheirs = null);
