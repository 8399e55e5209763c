using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>An <see cref="ImportReport"/> as <c>import</c> prints it: for people, or with <c>--json</c> for programs.</summary>
public static class ImportReportText
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson(ImportReport report) => JsonSerializer.Serialize(report, Json);

    public static string ToText(ImportReport report)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{report.Format}: {report.RowsRead:N0} rows read, {report.Kept:N0} kept, {report.RowsRead - report.Kept:N0} rejected");
        foreach (var (reason, rows) in report.Rejected)
        {
            Line($"  {rows,9:N0}  {reason}");
            foreach (var row in report.Examples.Where(row => row.Reason == reason))
                Line($"             {row.File}:{row.Line}: {row.Text}{(row.Detail is null ? "" : $"  ({row.Detail})")}");
        }
        Line($"{report.Items:N0} items, {report.Users:N0} users, {report.Events:N0} events in {report.Seconds:0.0} s");
        foreach (var (name, value) in report.Figures) Line($"{Words(name)}: {value:N0}");
        foreach (var note in report.Notes) Line($"{note}");
        return text.ToString().TrimEnd();
    }

    /// <summary>keptWithoutCustomer: kept without customer.</summary>
    static string Words(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
