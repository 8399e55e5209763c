using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>What an import printed: the account of its rows and what came of them.</summary>
/// <param name="Rejected">Rows by reason.</param>
/// <param name="Seconds">Reading and storing.</param>
/// <param name="Figures">Further counts of the format.</param>
public sealed record ImportReport(
    string Format, long RowsRead, long Kept, IReadOnlyDictionary<string, long> Rejected, int Items, int Users, int Events, double Seconds,
    IReadOnlyDictionary<string, long> Figures, IReadOnlyList<RejectedRow> Examples, IReadOnlyList<string> Notes)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ImportReport Of(ImportedShop shop, TimeSpan elapsed) => new(
        shop.Format, shop.Account.RowsRead, shop.Account.Kept, shop.Account.Rejected, shop.Items.Count, shop.Users, shop.Events.Count,
        Math.Round(elapsed.TotalSeconds, 2), shop.Figures, [.. shop.Account.Examples], shop.Notes);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{Format}: {RowsRead:N0} rows read, {Kept:N0} kept, {RowsRead - Kept:N0} rejected");
        foreach (var (reason, rows) in Rejected)
        {
            Line($"  {rows,9:N0}  {reason}");
            foreach (var row in Examples.Where(row => row.Reason == reason))
                Line($"             {row.File}:{row.Line}: {row.Text}{(row.Detail is null ? "" : $"  ({row.Detail})")}");
        }
        Line($"{Items:N0} items, {Users:N0} users, {Events:N0} events in {Seconds:0.0} s");
        foreach (var (name, value) in Figures) Line($"{name}: {value:N0}");
        foreach (var note in Notes) Line($"{note}");
        return text.ToString().TrimEnd();
    }
}
