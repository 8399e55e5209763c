using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Training;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/models</c>: what was trained, how it did, which one serves; train, promote, roll back.</summary>
static class ModelsApi
{
    public static void MapModelsApi(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/v1/models").WithTags("Models").RequireRight(Permission.View).ProducesProblem(401).ProducesProblem(403);
        all.MapGet("", (ModelRegistry registry, TrainingDesk desk) => TypedResults.Ok(new ModelsDocument(
                [.. registry.ReadAll().Select(ModelDocument.Of)], [.. desk.ReadAll().Where(entry => entry.State != TrainingState.Done).Select(TrainingDocument.Of)], TrainingProgressDocument.Of(desk.Current))))
            .WithName("ListModels").WithSummary("All models, the newest first, and the trainings that have not come to one");
        all.MapGet("/{name}", (string name, ModelRegistry registry) => registry.Find(name) is { } entry ? Results.Ok(ModelDocument.Of(entry)) : ApiProblem.NotFound(registry.Unknown(name)))
            .WithName("GetModel").WithSummary("One model: data, parameters, figures with intervals, learning curve, checks").Produces<ModelDocument>().ProducesProblem(404);
        all.MapPost("/{name}/promote", PromoteAsync).WithName("PromoteModel")
            .WithSummary("Checks the model and lets it serve; the answer waits for the checks. With override (a reason) an admin decides against them")
            .Produces<PromotionDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(Permission.PromoteModels);
        all.MapPost("/rollback", RollBackAsync).WithName("RollBackModel").WithSummary("Lets the model serve that served before")
            .Produces<PromotionDocument>().ProducesProblem(409).RequireRight(Permission.PromoteModels);
        all.MapPost("/train", TrainAsync).WithName("TrainModel").WithSummary("Begins a training on the shop's log; one at a time")
            .Produces<TrainingDocument>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(Permission.TrainModels);
        all.MapPost("/train/stop", (TrainingDesk desk, HttpContext context) => Answered(desk.Stop(context.Person()))).WithName("StopTraining")
            .WithSummary("Stops the training; it can go on").Produces<TrainingDocument>(202).ProducesProblem(409).RequireRight(Permission.TrainModels);
        all.MapPost("/train/{number}/resume", ResumeAsync).WithName("ResumeTraining")
            .WithSummary("Goes on with a stopped training, by its number").Produces<TrainingDocument>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireRight(Permission.TrainModels);
    }

    static async Task<IResult> PromoteAsync(string name, ModelPromotions promotions, HttpContext context, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] PromotionBody? body) =>
        Promoted(await promotions.PromoteAsync(name, context.Person(), body?.Override, context.RequestAborted));

    static async Task<IResult> RollBackAsync(ModelPromotions promotions, HttpContext context, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RollBackBody? body) =>
        Promoted(await promotions.RollBackAsync(context.Person(), body?.Reason, context.RequestAborted));

    static async Task<IResult> TrainAsync(TrainingBody body, TrainingDesk desk, HttpContext context)
    {
        if (string.IsNullOrWhiteSpace(body.Model)) return ApiProblem.BadRequest($"model is missing; it is one of {string.Join(", ", ModelZoo.All.Select(recipe => recipe.Key))}");
        if (body.Epochs is < 1) return ApiProblem.BadRequest($"epochs is {body.Epochs}; it is 1 or more");
        return Answered(await desk.BeginAsync(new TrainingOrder(body.Model) { Options = body.Options ?? [], Epochs = body.Epochs, Seed = body.Seed ?? 42, From = body.From, Replay = body.Replay }, context.Person()));
    }

    /// <param name="number">As text, so that what is no number is told so.</param>
    static async Task<IResult> ResumeAsync(string number, TrainingDesk desk, HttpContext context) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? Answered(await desk.GoOnAsync(known, context.Person()))
            : ApiProblem.BadRequest($"The number of the training is '{number}'; it is a whole number, as GET /api/v1/models gives it");

    static IResult Answered(ModelAnswer answer) =>
        answer.Training is { } entry ? TypedResults.Json(TrainingDocument.Of(entry), statusCode: StatusCodes.Status202Accepted) : Refused(answer);

    static IResult Promoted(ModelAnswer answer) => answer.Promotion is { } promotion ? TypedResults.Ok(PromotionDocument.Of(promotion, answer.Report)) : Refused(answer);

    static IResult Refused(ModelAnswer answer)
    {
        var status = answer.Refusal switch
        {
            DeskRefusal.NotFound => StatusCodes.Status404NotFound,
            DeskRefusal.NotAllowed => StatusCodes.Status403Forbidden,
            DeskRefusal.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
        var extensions = answer.Report is { } report ? new Dictionary<string, object?> { ["checks"] = report.Checks } : null;
        return TypedResults.Problem(title: answer.Sentence, statusCode: status, extensions: extensions);
    }
}

/// <param name="Model">A key of the zoo.</param>
/// <param name="Options">What differs from the model's defaults, by name.</param>
/// <param name="From">Name of the model that it goes on from, or serving; from chance where there is none.</param>
/// <param name="Replay">With from: the part of a pass that is drawn from earlier history, 0 to 1; a half where there is none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrainingBody(string? Model, JsonObject? Options = null, int? Epochs = null, ulong? Seed = null, string? From = null, double? Replay = null);

/// <param name="Override">Why the model is to serve although a check does not pass; takes the right to override.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PromotionBody(string? Override = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollBackBody(string? Reason = null);
