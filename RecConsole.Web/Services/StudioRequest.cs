using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>What the studio previews: for whom, where in the shop, how many items, and which chance.</summary>
public sealed record StudioRequest(StudioShopper Shopper, string Placement, int Count)
{
    public RequestContext Context { get; init; } = RequestContext.None;

    /// <summary>Which draw of the exploration, the same for live and draft; null for the order without chance.</summary>
    public int? Draw { get; init; }
}
