using System.Runtime.CompilerServices;
using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Impact;

/// <summary>
/// Whether two requests rank alike under whatever revision: the same state of a shopper (the very object), the same page. Where no
/// rule can tell them apart, only what restricts the catalogue or counts as a view does.
/// </summary>
sealed class SameQuestion(bool noRules) : IEqualityComparer<RankQuery>
{
    public bool Equals(RankQuery? one, RankQuery? other)
    {
        if (ReferenceEquals(one, other)) return true;
        if (one is null || other is null || !ReferenceEquals(one.Shopper, other.Shopper) || one.Count != other.Count) return false;
        if (one.Exclude is { Count: > 0 } || other.Exclude is { Count: > 0 }) return false;
        return noRules
            ? one.Context.Category == other.Context.Category && one.Context.ItemId == other.Context.ItemId
            : one.Placement == other.Placement && one.Context == other.Context;
    }

    /// <summary>The requests from <paramref name="start"/> to before <paramref name="end"/>, by what they ask; in the order of the first of each.</summary>
    public static KeyValuePair<RankQuery, List<TrafficRequest>>[] Group(IReadOnlyList<TrafficRequest> requests, int start, int end, bool noRules)
    {
        var asked = new Dictionary<RankQuery, List<TrafficRequest>>(new SameQuestion(noRules));
        for (var at = start; at < end; at++)
        {
            if (!asked.TryGetValue(requests[at].Query, out var same)) asked.Add(requests[at].Query, same = []);
            same.Add(requests[at]);
        }
        return [.. asked];
    }

    public int GetHashCode(RankQuery query) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(query.Shopper), query.Context.Category, query.Context.ItemId);
}
