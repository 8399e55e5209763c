using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Api;

/// <summary><c>POST /api/v1/recommendations</c>: a slate for a shopper, a visit, or nobody in particular.</summary>
public static class RecommendationsApi
{
    const int MaxExclude = 1000;

    public static void MapRecommendationsApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/recommendations", RecommendAsync)
            .WithName("Recommend")
            .WithTags("Recommendations")
            .WithSummary("A slate of items, ranked over the whole catalogue under the whole strategy")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .RequireCors(ShopOrigins.Policy);

    static async Task<Results<Ok<RecommendationAnswer>, ProblemHttpResult>> RecommendAsync(
        RecommendationBody body, Recommender recommender, StrategyStore strategies, CancellationToken cancellation)
    {
        if (Problem(body, strategies) is { } problem)
            return TypedResults.Problem(title: problem, statusCode: StatusCodes.Status400BadRequest);
        var slate = await recommender.RecommendAsync(Request(body), cancellation);
        return TypedResults.Ok(RecommendationAnswer.Of(slate));
    }

    static string? Problem(RecommendationBody body, StrategyStore strategies)
    {
        if (string.IsNullOrEmpty(body.Placement)) return "placement is missing: name the place in the shop that the slate is for, such as \"home\"";
        if (body.Count is < 1 or > SlateRequest.MaxCount) return $"count is {body.Count}; it must lie between 1 and {SlateRequest.MaxCount}";
        if (body.Strategy is { } strategy && strategies.Find(strategy) is null)
            return $"strategy '{strategy}' does not exist; live strategies are {string.Join(", ", strategies.Live.Select(live => live.Key).Order(StringComparer.Ordinal))}";
        if (body.Exclude is { Count: > MaxExclude }) return $"exclude names {body.Exclude.Count} items; at most {MaxExclude} are taken";
        return IdProblem("placement", body.Placement) ?? IdProblem("userId", body.UserId) ?? IdProblem("sessionId", body.SessionId)
            ?? IdProblem("context.itemId", body.Context?.ItemId)
            ?? body.Exclude?.Select((id, i) => id is null ? $"exclude[{i}] is null; it must be an item's identifier" : IdProblem($"exclude[{i}]", id)).FirstOrDefault(fault => fault is not null);
    }

    static string? IdProblem(string field, string? value) => value is null || value.Length is > 0 and <= EventValidator.MaxIdLength
        ? null
        : $"{field} has {value.Length} characters; identifiers have 1 to {EventValidator.MaxIdLength}";

    static SlateRequest Request(RecommendationBody body) => new(body.Placement!, body.Count)
    {
        UserId = body.UserId is { } user ? new UserId(user) : null,
        SessionId = body.SessionId is { } session ? new SessionId(session) : null,
        Explain = body.Explain,
        Strategy = body.Strategy,
        Exclude = body.Exclude is { Count: > 0 } exclude ? [.. exclude.Select(id => new ItemId(id!))] : [],
        Context = body.Context is not { } context ? RequestContext.None : new RequestContext
        {
            Category = context.Category,
            Query = context.Query,
            ItemId = context.ItemId is { } item ? new ItemId(item) : null,
            Locale = context.Locale,
            Device = context.Device,
            Segment = context.Segment,
        },
    };
}

/// <param name="Placement">The place in the shop, such as <c>home</c> or <c>cart</c>.</param>
/// <param name="Count">Items wanted, 1 to 100.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RecommendationBody(
    string? Placement, string? UserId = null, string? SessionId = null, int Count = 10, RecommendationContext? Context = null,
    bool Explain = false, string? Strategy = null, IReadOnlyList<string?>? Exclude = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RecommendationContext(
    string? Category = null, string? Query = null, string? ItemId = null, string? Locale = null, string? Device = null, string? Segment = null);

public sealed record RecommendationAnswer(
    string SlateId, string Strategy, string Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Experiment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Variant,
    string Model, double TookMs, IReadOnlyList<string> Degraded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Empty,
    IReadOnlyList<RecommendedItem> Items)
{
    internal static RecommendationAnswer Of(Slate slate) => new(
        slate.Id.Value, slate.Strategy, slate.Revision, slate.Experiment, slate.Variant, slate.Model, slate.TookMs, slate.Degraded, slate.Empty,
        [.. slate.Items.Select(item => new RecommendedItem(item.ItemId.Value, item.Position, item.Score, item.Propensity, item.Contributions, slate.VariantOf(item)))]);
}

/// <param name="Variant">Of an interleaved slate: the variant whose pick it is, by which it was scored; none where both would have it there.</param>
public sealed record RecommendedItem(
    string ItemId, int Position, float Score, double Propensity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, float>? Contributions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Variant);
