using System.Globalization;

namespace RecConsole.Web.Components.Shared;

/// <summary>How the console writes numbers, everywhere the same. Null is a dash: unknown is not zero.</summary>
public static class Formatting
{
    public const string Unknown = "–";

    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>1,234,567</summary>
    public static string Number(long? value) => value?.ToString("N0", Culture) ?? Unknown;

    /// <summary>1,234.50</summary>
    public static string Number(double? value, int decimals) =>
        value is { } number && double.IsFinite(number) ? number.ToString("N" + decimals, Culture) : Unknown;

    /// <summary>Money in the shop's currency, two decimals: 1,234.50</summary>
    public static string Money(decimal? value) => value?.ToString("N2", Culture) ?? Unknown;

    /// <summary>A ratio as per cent: 0.0625 is 6.25%</summary>
    public static string Percent(double? ratio, int decimals = 2) =>
        ratio is { } number && double.IsFinite(number) ? (number * 100).ToString("N" + decimals, Culture) + "%" : Unknown;

    /// <summary>+3, −2, 0: with a true minus sign, as wide as the plus.</summary>
    public static string Signed(double value, int decimals = 0)
    {
        var digits = Math.Abs(value).ToString("N" + decimals, Culture);
        return (value > 0 ? "+" : value < 0 ? "−" : "") + digits;
    }

    /// <summary>999, 1.2k, 3.4M: for tight places, with the full number in a title.</summary>
    public static string Compact(long value) => Math.Abs(value) switch
    {
        < 1_000 => value.ToString(Culture),
        < 1_000_000 => (value / 1e3).ToString("0.#", Culture) + "k",
        < 1_000_000_000 => (value / 1e6).ToString("0.#", Culture) + "M",
        _ => (value / 1e9).ToString("0.#", Culture) + "G",
    };

    /// <summary>1 item, 2 items: a number with its noun.</summary>
    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>999 B, 1.2 KB, 3.4 MB: powers of 1024</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => bytes.ToString(Culture) + " B",
        < 1 << 20 => (bytes / 1024.0).ToString("0.#", Culture) + " KB",
        _ => (bytes / (1024.0 * 1024)).ToString("0.#", Culture) + " MB",
    };

    /// <summary>How long ago, in one unit: just now, 12 s, 5 min, 3 h, 12 d.</summary>
    public static string Age(TimeSpan age) => age.TotalSeconds switch
    {
        < 1 => "just now",
        < 60 => $"{(int)age.TotalSeconds} s",
        < 3600 => $"{(int)age.TotalMinutes} min",
        < 86_400 => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };

    /// <summary>Milliseconds to three significant digits, at most two decimals: 0.42, 3.1, 128</summary>
    public static string Milliseconds(double? value) => value switch
    {
        null => Unknown,
        < 10 => value.Value.ToString("0.##", Culture),
        < 100 => value.Value.ToString("0.#", Culture),
        _ => value.Value.ToString("N0", Culture),
    };

    /// <summary>Enough of a long hash to tell it from others; put the whole into a title.</summary>
    public static string Hash(string hash) => hash.Length > 24 ? hash[..12] : hash;

    /// <summary>2026-11-22 15:53 in Europe/Berlin (14:53 UTC): what somebody typed, and what it is.</summary>
    public static string TimeIn(DateTimeOffset time, string? zone) => zone is not null && zone != "UTC" && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
        ? $"{TimeZoneInfo.ConvertTime(time, found).ToString("yyyy-MM-dd HH:mm", Culture)} in {zone} ({time.UtcDateTime.ToString("HH:mm", Culture)} UTC)"
        : Time(time);

    /// <summary>2026-11-22 14:03:07 UTC</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", Culture) + " UTC";

    /// <summary>14:03:07, in UTC</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", Culture);
}
