using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Targeting;

namespace RecConsole.Web.Services;

/// <summary>
/// In: the slate log. Out: the latest <see cref="Most"/> requests with what is remembered of their shoppers now, to count segments by.
/// Read at most every two seconds, for all windows together.
/// </summary>
public sealed class LatestRequests(SlateTable slates, SessionStore sessions, SegmentStore segments, TimeProvider time)
{
    public const int Most = 1000;

    readonly SharedReading<SegmentShares> latest = new(TimeSpan.FromSeconds(2), time, _ => new SegmentShares(
        [.. slates.ReadLatestRequests(Most).Select(row => new ShopperAsking(row.User, sessions.Find(row.User, row.Session), row.Placement, row.Context))]));

    public Task<SegmentShares> ReadAsync() => latest.ReadAsync();

    /// <summary>Of how many of the requests the shopper fits a condition, whatever other segment they were in.</summary>
    public int Count(ShopperCondition condition, SegmentShares among) => segments.Count(condition, among.Requests);
}

public sealed record SegmentShares(IReadOnlyList<ShopperAsking> Requests)
{
    readonly Dictionary<string, int> bySegment = Requests.GroupBy(request => request.Context.Segment ?? "", StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);

    /// <summary>0 to 1, as the requests were logged: a segment that is new grows into it. Null while the log has no request.</summary>
    public double? ShareOf(string key) => Requests.Count == 0 ? null : (double)bySegment.GetValueOrDefault(key) / Requests.Count;
}
