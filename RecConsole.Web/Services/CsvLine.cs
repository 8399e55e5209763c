using System.Buffers;
using System.Globalization;
using System.Text;

namespace RecConsole.Web.Services;

/// <summary>One line of CSV as RFC 4180 has it, numbers and times invariant.</summary>
public static class CsvLine
{
    static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n");

    public static string Of(params ReadOnlySpan<object?> fields)
    {
        var line = new StringBuilder();
        for (var n = 0; n < fields.Length; n++)
        {
            if (n > 0) line.Append(',');
            var text = Text(fields[n]);
            if (text.AsSpan().ContainsAny(NeedQuotes)) line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else line.Append(text);
        }
        return line.Append("\r\n").ToString();
    }

    static string Text(object? field) => field switch
    {
        null => "",
        string text => Harmless(text),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => field.ToString() ?? "",
    };

    /// <summary>
    /// Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection"): titles and
    /// search texts come from outside.
    /// </summary>
    static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
