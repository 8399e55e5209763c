using System.Collections.Immutable;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// When a rule holds: between two moments, on some days of the week, between two times of day, all by the clock of one
/// time zone (IANA name). A daily span whose end is before its start runs over midnight and belongs to the day it began.
/// </summary>
public sealed record TimeWindow(string TimeZone)
{
    public DateTimeOffset? From { get; init; }
    /// <summary>The first moment that no longer belongs to the window.</summary>
    public DateTimeOffset? Until { get; init; }
    public ImmutableArray<DayOfWeek> Days { get; init; } = [];
    public TimeOnly? DailyFrom { get; init; }
    public TimeOnly? DailyUntil { get; init; }

    public bool Contains(DateTimeOffset moment)
    {
        if (moment < From || moment >= Until) return false;
        if (Days.IsEmpty && DailyFrom is null && DailyUntil is null) return true;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)) return false;
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        var from = DailyFrom ?? TimeOnly.MinValue;
        var until = DailyUntil ?? TimeOnly.MinValue; // midnight, the day's end
        var day = local.DayOfWeek;
        if (until > from || until == TimeOnly.MinValue)
        {
            if (time < from || until != TimeOnly.MinValue && time >= until) return false;
        }
        else if (time < until) day = local.AddDays(-1).DayOfWeek;
        else if (time < from) return false;
        return Days.IsEmpty || Days.Contains(day);
    }

    /// <summary>
    /// The moments in [<paramref name="start"/>, <paramref name="end"/>) at which the window may open by its days and times
    /// of day. A time that the clock skips is that at which it goes on; one that it shows twice is both.
    /// </summary>
    internal IEnumerable<DateTimeOffset> OpeningsBetween(DateTimeOffset start, DateTimeOffset end)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)) yield break;
        for (var day = TimeZoneInfo.ConvertTime(start, zone).Date; ; day = day.AddDays(1))
        {
            var local = day + (DailyFrom ?? TimeOnly.MinValue).ToTimeSpan();
            while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
            foreach (var offset in zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local) : [zone.GetUtcOffset(local)])
            {
                var moment = new DateTimeOffset(local, offset);
                if (moment >= end) yield break;
                if (moment >= start) yield return moment;
            }
        }
    }

    /// <summary>What is wrong with the window, or null.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) return $"the time zone '{TimeZone}' is not known; use an IANA name such as Europe/Berlin";
        if (From >= Until) return $"the window ends at {Until:O}, before it begins at {From:O}";
        if (!Days.All(Enum.IsDefined)) return "a day of the week lies between Sunday (0) and Saturday (6)";
        if (DailyFrom is not null && DailyFrom == DailyUntil) return $"the daily span begins and ends at {DailyFrom:HH:mm}; leave both away for the whole day";
        return null;
    }
}
