using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>
/// In: the log of the last <see cref="Days"/> days. Out: on which share of its requests a rule holds by placement, page, search,
/// segment and device; its time window is left aside, because a rule for evenings is not stale at noon. Read at most once a minute.
/// </summary>
public sealed class RuleTraffic(SlateTable slates, TimeProvider time)
{
    /// <summary>A rule that met no request for so long is stale.</summary>
    public const int Days = 14;

    readonly SharedReading<RequestKinds> kinds = new(TimeSpan.FromMinutes(1), time, now =>
    {
        var (found, begins) = slates.ReadRequestKinds(now.AddDays(-Days));
        return new RequestKinds(found, begins, now);
    });

    public Task<RequestKinds> ReadAsync() => kinds.ReadAsync();
}

/// <param name="LogBegins">Null for an empty log.</param>
public sealed record RequestKinds(IReadOnlyList<(string Placement, RequestContext Context, long Count)> Kinds, DateTimeOffset? LogBegins, DateTimeOffset ReadAt)
{
    public long Requests { get; } = Kinds.Sum(kind => kind.Count);

    /// <summary>Whether the log reaches back far enough to call a rule stale.</summary>
    public bool IsLongEnough => LogBegins <= ReadAt.AddDays(-RuleTraffic.Days);

    /// <summary>0 to 1; null while the log has no request.</summary>
    public double? ShareOf(StrategyRule rule)
    {
        if (Requests == 0) return null;
        var condition = rule.Requests with { When = null };
        return (double)Kinds.Where(kind => condition.Holds(kind.Placement, kind.Context, ReadAt)).Sum(kind => kind.Count) / Requests;
    }
}
