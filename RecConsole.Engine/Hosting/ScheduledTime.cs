namespace RecConsole.Engine.Hosting;

/// <summary>From a time on a wall to a moment.</summary>
public static class ScheduledTime
{
    /// <param name="local">As clocks in the zone show it.</param>
    /// <param name="zoneName">An IANA name such as Europe/Berlin.</param>
    /// <param name="problem">Why there is no such moment, and what would be right.</param>
    /// <returns>The moment; the earlier one of the two where clocks are put back.</returns>
    public static DateTimeOffset? Find(DateTime local, string zoneName, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(zoneName) || !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone))
        {
            problem = $"The time zone '{zoneName}' is not known; use an IANA name such as Europe/Berlin.";
            return null;
        }
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            problem = $"Clocks in {zoneName} are put forward over {local:yyyy-MM-dd HH:mm}: there is no such time; choose one an hour later.";
            return null;
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
