using System.Globalization;

namespace RecConsole.Engine.Numerics;

/// <summary>A length of time as people say it: 1 day, 12 hours, 1 hour 30 minutes, 0.25 seconds.</summary>
public static class SpanWords
{
    /// <summary>Exact to the second: units that are zero are left out; below a minute with decimals.</summary>
    public static string Of(TimeSpan span)
    {
        if (span < TimeSpan.FromMinutes(1)) return Count(span.TotalSeconds, "second");
        (double Number, string Unit)[] parts = [(span.Days, "day"), (span.Hours, "hour"), (span.Minutes, "minute"), (span.Seconds, "second")];
        return string.Join(' ', parts.Where(part => part.Number > 0).Select(part => Count(part.Number, part.Unit)));
    }

    static string Count(double number, string unit) => $"{number.ToString("#,0.###", CultureInfo.InvariantCulture)} {unit}{(number == 1 ? "" : "s")}";
}
