using System.Globalization;

namespace RecConsole.Engine.Import;

/// <summary>Fields of text files as values, invariantly.</summary>
public static class FieldText
{
    const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Unix times from here on are milliseconds: as seconds this is the year 5138.</summary>
    const double FirstMillisecond = 1e11;

    const double LastMillisecond = 253_402_300_799_000; // the year 9999

    /// <summary>ISO 8601 (UTC where no offset is given), Unix seconds or Unix milliseconds (told by their size).</summary>
    public static bool TryTimestamp(string text, out DateTimeOffset time)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite;
        // year first: 01/12/2010 is two different days in two countries, and is refused
        if (text.Length >= 8 && (text[4] is '-' or '/')) return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out time);
        time = default;
        if (!double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var unix) || !(unix is >= 0 and <= LastMillisecond)) return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(unix < FirstMillisecond ? unix * 1000 : unix));
        return true;
    }

    /// <param name="decimalComma">Whether a lone comma is the decimal sign, as it is where semicolons separate the columns.</param>
    public static bool TryDecimal(string text, bool decimalComma, out decimal value)
    {
        if (decimalComma && text.Contains(',') && !text.Contains('.')) text = text.Replace(',', '.');
        return decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A whole number, also where it is written as one with decimals (6.0).</summary>
    public static bool TryWhole(string text, out int value)
    {
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)) return true;
        if (!decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number)) return false;
        if (number != decimal.Truncate(number) || number is < int.MinValue or > int.MaxValue) return false;
        value = (int)number;
        return true;
    }
}
