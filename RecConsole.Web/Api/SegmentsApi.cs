using RecConsole.Engine.Targeting;
using RecConsole.Web.Services;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/segments</c>: which shoppers are told apart, and in which order.</summary>
static class SegmentsApi
{
    public static void MapSegmentsApi(this IEndpointRouteBuilder app) => app.MapTargets<Segment, SegmentDocument>("segment", async services =>
    {
        var shares = await services.GetRequiredService<LatestRequests>().ReadAsync();
        return kept => new SegmentDocument(kept.Content.Key, kept.Version, kept.ChangedAt, kept.ChangedBy, shares.ShareOf(kept.Content.Key), kept.Content);
    });
}

/// <param name="Version">Name it to change or remove this segment.</param>
/// <param name="Share">Of the latest 1,000 logged requests, 0 to 1; null while there is none.</param>
/// <param name="Content">What a PUT takes.</param>
public sealed record SegmentDocument(string Key, long Version, DateTimeOffset ChangedAt, string ChangedBy, double? Share, Segment Content);
