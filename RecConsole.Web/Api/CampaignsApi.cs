using RecConsole.Engine.Targeting;
using RecConsole.Web.Services;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/campaigns</c>: which items are promoted together, and when.</summary>
static class CampaignsApi
{
    public static void MapCampaignsApi(this IEndpointRouteBuilder app) => app.MapTargets<Campaign, CampaignDocument>("campaign", services =>
    {
        var (counts, time) = (services.GetRequiredService<RuleCounts>(), services.GetRequiredService<TimeProvider>());
        return Task.FromResult<Func<Kept<Campaign>, CampaignDocument>>(kept => Document(kept, counts.Of(kept.Content.Items), time.GetUtcNow()));
    });

    static CampaignDocument Document(Kept<Campaign> kept, RuleCount count, DateTimeOffset now) => new(
        kept.Content.Key, kept.Version, kept.ChangedAt, kept.ChangedBy, kept.Content.StateAt(now), count.Items, count.Shown, kept.Content);
}

/// <param name="Version">Name it to change or remove this campaign.</param>
/// <param name="State"><c>waits</c>, <c>runs</c>, <c>rests</c> (between its days or times of day) or <c>ended</c>.</param>
/// <param name="Items">That belong to it as the catalogue is now.</param>
/// <param name="Shown">Of those: active and in stock.</param>
/// <param name="Content">What a PUT takes.</param>
public sealed record CampaignDocument(string Key, long Version, DateTimeOffset ChangedAt, string ChangedBy, CampaignState State, int Items, int Shown, Campaign Content);
