using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>Whether conditions on requests can all hold for one request: then rules under them can be in each other's way.</summary>
static class RequestOverlap
{
    /// <summary>How far ahead windows are compared: every day of the week meets every season of a time zone in it.</summary>
    static readonly TimeSpan Horizon = TimeSpan.FromDays(53 * 7);

    /// <param name="from">The wall clock's now: what is over meets nothing any more.</param>
    public static bool MayMeet(DateTimeOffset from, params ReadOnlySpan<RequestCondition> conditions)
    {
        // A search can hold the words of all, so query words keep nobody apart.
        if (!Share(conditions, c => c.Placements) || !Share(conditions, c => c.CategoryPages) || !Share(conditions, c => c.Segments) || !Share(conditions, c => c.Devices))
            return false;
        for (var i = 0; i < conditions.Length; i++)
        {
            if (conditions[i].When is not { } window) continue;
            if (window.Until <= from) return false;
            for (var j = 0; j < i; j++)
                if (conditions[j].When is { } other && !Meet(window, other, from)) return false;
        }
        return true;
    }

    static bool Share(ReadOnlySpan<RequestCondition> conditions, Func<RequestCondition, ImmutableArray<string>> list)
    {
        HashSet<string>? common = null;
        foreach (var condition in conditions)
        {
            var values = list(condition);
            if (values.IsEmpty) continue;
            if (common is null) common = values.ToHashSet(StringComparer.OrdinalIgnoreCase);
            else common.IntersectWith(values);
        }
        return common is not { Count: 0 };
    }

    /// <summary>Where two sets of spans meet, they do so at the beginning of the time looked at or where one of them opens.</summary>
    static bool Meet(TimeWindow a, TimeWindow b, DateTimeOffset from)
    {
        var start = Later(Later(from, a.From), b.From);
        var end = Earlier(Earlier(start + Horizon, a.Until), b.Until);
        if (start >= end) return false;
        if (a.Contains(start) && b.Contains(start)) return true;
        foreach (var moment in a.OpeningsBetween(start, end))
            if (a.Contains(moment) && b.Contains(moment)) return true;
        foreach (var moment in b.OpeningsBetween(start, end))
            if (a.Contains(moment) && b.Contains(moment)) return true;
        return false;
    }

    static DateTimeOffset Later(DateTimeOffset moment, DateTimeOffset? other) => other > moment ? other.Value : moment;

    static DateTimeOffset Earlier(DateTimeOffset moment, DateTimeOffset? other) => other < moment ? other.Value : moment;
}
