using System.Collections.Immutable;

namespace RecConsole.Web.Services;

/// <summary>Ids out of pasted text: a column of a spreadsheet, a line with commas, quoted or not; each once, in their order.</summary>
public static class PastedIds
{
    static readonly char[] Between = [' ', '\t', '\r', '\n', ',', ';'];

    public static ImmutableArray<string> Of(string? text) =>
    [
        .. (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('"', '\'')).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal),
    ];
}
