using System.Globalization;
using RecConsole.Engine.Audit;

namespace RecConsole.Web.Services;

/// <summary>What the audit page and its exports show: read from the address and written back to it.</summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC.</param>
public sealed record AuditQuery(string? Who = null, string? Action = null, string? Subject = null, DateOnly? From = null, DateOnly? To = null, long? Before = null)
{
    public static AuditQuery All { get; } = new();

    const string DayFormat = "yyyy-MM-dd";

    public bool Narrows => this != All;

    public AuditFilter Filter => new(Who, Action, Subject, Start(From), Start(To?.AddDays(1)), Before);

    /// <summary>The query string with its question mark, or nothing.</summary>
    public string QueryString
    {
        get
        {
            var pairs = new (string Name, string? Value)[]
            {
                ("who", Who), ("action", Action), ("subject", Subject), ("from", From?.ToString(DayFormat, CultureInfo.InvariantCulture)),
                ("to", To?.ToString(DayFormat, CultureInfo.InvariantCulture)), ("before", Before?.ToString(CultureInfo.InvariantCulture)),
            }.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
            var query = string.Join('&', pairs);
            return query.Length == 0 ? "" : "?" + query;
        }
    }

    /// <summary>Null when a parameter cannot be read.</summary>
    /// <param name="problem">Which, and what would be right.</param>
    public static AuditQuery? Read(Func<string, string?> parameter, out string? problem)
    {
        problem = null;
        long before = 0;
        if (!Day("from", out var from, ref problem) || !Day("to", out var to, ref problem)) return null;
        if (Text("before") is { } number && (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 1))
        {
            problem = $"before is '{number}'; it is the number of an entry";
            return null;
        }
        return new AuditQuery(Text("who"), Text("action"), Text("subject"), from, to, before == 0 ? null : before);

        string? Text(string name) => parameter(name)?.Trim() is { Length: > 0 } text ? text : null;

        bool Day(string name, out DateOnly? day, ref string? fault)
        {
            day = null;
            if (Text(name) is not { } text) return true;
            if (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
            {
                day = found;
                return true;
            }
            fault = $"{name} is '{text}'; it is a day such as 2026-11-22";
            return false;
        }
    }

    static DateTimeOffset? Start(DateOnly? day) => day is { } start ? new DateTimeOffset(start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
