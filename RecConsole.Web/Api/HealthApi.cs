using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Ranking;

namespace RecConsole.Web.Api;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it may get traffic.</summary>
static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Ok(new Health("alive")))
            .WithName("Health").WithTags("Health").WithSummary("Whether the process answers");
        app.MapGet("/readyz", Ready)
            .WithName("Readiness").WithTags("Health").WithSummary("Whether the store is open and the shop's model ranks")
            .Produces<Readiness>().Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    static IResult Ready(ShopLoader shop, ShopStatus status, CatalogStore catalog, Ranker ranker)
    {
        var phase = status.Current;
        var open = shop.Loaded.IsCompletedSuccessfully;
        // a shop without items has nothing that a model could rank
        var ready = open && (phase.IsReady || (catalog.Current.Count == 0 && phase.Task is null));
        return TypedResults.Json(
            new Readiness(ready, open ? "open" : "opening", phase.IsReady ? "loaded" : "none", phase.Source.ToString(), catalog.Current.Count, phase.Task, phase.Progress, ranker.Device, ranker.FallbackReason),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

public sealed record Health(string Status);

/// <param name="Store">"open", or "opening" while the log is read.</param>
/// <param name="Model">"loaded", or "none" while slates are ranked by the other columns.</param>
/// <param name="Source">Where the shop's items and events come from.</param>
/// <param name="Task">What is being prepared, or null.</param>
/// <param name="Progress">Of the task, 0 to 1.</param>
/// <param name="Device">Where slates are ranked.</param>
/// <param name="DeviceFallback">Why that is not the device asked for, or null.</param>
public sealed record Readiness(bool Ready, string Store, string Model, string Source, int Items, string? Task, double Progress, string Device, string? DeviceFallback);
