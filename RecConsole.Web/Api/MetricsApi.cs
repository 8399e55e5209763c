using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Metrics;

namespace RecConsole.Web.Api;

/// <summary>The live figures for scripts: <c>GET /api/v1/metrics?scope=</c>, the latest frame of the hub.</summary>
public static class MetricsApi
{
    public static IEndpointRouteBuilder MapMetricsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/metrics", GetLatest).WithTags("metrics").WithSummary("The latest second's live figures; scope is all, placement:NAME or strategy:KEY");
        return app;
    }

    static Results<Ok<MetricsFrame>, ProblemHttpResult> GetLatest(LiveMetrics metrics, string scope = "all") =>
        MetricsScope.TryParse(scope, out var parsed, out var problem)
            ? TypedResults.Ok(parsed.Narrow(metrics.Current))
            : TypedResults.Problem(title: problem, statusCode: StatusCodes.Status400BadRequest);
}
