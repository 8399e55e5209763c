using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary>
/// The routes of segments and of campaigns, which are the same: list, one, save, remove. Whoever changes one names the version that
/// they have seen (0 to add); where somebody else was faster the answer is 409, says who, and holds theirs.
/// </summary>
static class TargetRoutes
{
    /// <param name="noun">As in <c>segment</c>; the path is its plural.</param>
    /// <param name="describe">Gives what makes a document of one, as things are now.</param>
    public static void MapTargets<T, TDocument>(this IEndpointRouteBuilder app, string noun, Func<IServiceProvider, Task<Func<Kept<T>, TDocument>>> describe) where T : class, ITarget
    {
        var name = char.ToUpperInvariant(noun[0]) + noun[1..];
        var all = app.MapGroup($"/api/v1/{noun}s").WithTags($"{name}s").RequireRight(Permission.View).ProducesProblem(401).ProducesProblem(403);

        all.MapGet("", async (TargetDesk<T> desk, HttpContext context) => Json(desk.All.Select(await describe(context.RequestServices)).ToList()))
            .WithName($"List{name}s").WithSummary($"All {noun}s with their versions").Produces<IReadOnlyList<TDocument>>();

        all.MapGet("/{key}", async Task<IResult> (string key, TargetDesk<T> desk, HttpContext context) => desk.Find(key) is { } kept
                ? Json((await describe(context.RequestServices))(kept))
                : ApiProblem.NotFound(desk.Unknown(key)))
            .WithName($"Get{name}").WithSummary($"One {noun}").Produces<TDocument>().ProducesProblem(404);

        all.MapPut("/{key}", async Task<IResult> (string key, TargetDesk<T> desk, HttpContext context, long version = 0, string? reason = null) =>
            {
                var (content, refused) = await ReadAsync<T>(noun, key, context);
                if (refused is not null) return refused;
                var answer = await desk.SaveAsync(content!, version, context.Person(), reason, context.RequestAborted);
                return answer.Kept is { } kept
                    ? Json((await describe(context.RequestServices))(kept), version == 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK)
                    : Refused(answer, await describe(context.RequestServices));
            })
            .WithName($"Put{name}").WithSummary($"Adds a {noun} (version 0) or changes the version named; it counts at once. The reason goes into the audit log")
            .Accepts<T>("application/json").Produces<TDocument>().Produces<TDocument>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(415).RequireRight(TargetPolicy.ToChange);

        all.MapDelete("/{key}", async Task<IResult> (string key, TargetDesk<T> desk, HttpContext context, long version = 0, string? reason = null) =>
                await desk.RemoveAsync(key, version, context.Person(), reason, context.RequestAborted) is { IsDone: false } refused
                    ? Refused(refused, await describe(context.RequestServices))
                    : TypedResults.NoContent())
            .WithName($"Remove{name}").WithSummary($"Takes a {noun} away; name its version").Produces(204).ProducesProblem(404).ProducesProblem(409).RequireRight(TargetPolicy.ToChange);
    }

    static async Task<(T? Content, ProblemHttpResult? Refused)> ReadAsync<T>(string noun, string key, HttpContext context) where T : class, ITarget
    {
        if (!context.Request.HasJsonContentType()) return (null, ApiProblem.NotJson());
        using var body = await PooledBody.ReadAsync(context.Request);
        try
        {
            var content = TargetJson.Read<T>(Encoding.UTF8.GetString(body.Bytes));
            return content.Key == key ? (content, null) : (null, ApiProblem.BadRequest($"The content is of the {noun} '{content.Key}'; it must name '{key}', as the address does"));
        }
        catch (JsonException fault) when (fault.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return (null, ApiProblem.BadRequest($"The body lacks a field that belongs there: a {noun} has key and name"));
        }
    }

    static ProblemHttpResult Refused<T, TDocument>(TargetAnswer<T> answer, Func<Kept<T>, TDocument> document) where T : class, ITarget
    {
        var extensions = new Dictionary<string, object?>();
        if (answer.Refusal == DeskRefusal.Stale) extensions["theirs"] = answer.Theirs is { } theirs ? JsonSerializer.SerializeToElement(document(theirs), StrategyJson.Options) : null;
        var status = answer.Refusal switch
        {
            DeskRefusal.NotFound => 404,
            DeskRefusal.NotAllowed => 403,
            DeskRefusal.Invalid => 400,
            _ => 409,
        };
        return TypedResults.Problem(title: answer.Sentence, statusCode: status, extensions: extensions);
    }

    static JsonHttpResult<TDocument> Json<TDocument>(TDocument document, int status = 200) => TypedResults.Json(document, StrategyJson.Options, statusCode: status);
}
