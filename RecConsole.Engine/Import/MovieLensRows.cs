using System.Text;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: a MovieLens file of either kind: tab-separated with a header whose names end in a type (<c>user_id:token</c>), or
/// <c>::</c>-separated Latin-1 without a header. Out: its rows as the fields asked for.
/// </summary>
public sealed class MovieLensRows : IDisposable
{
    readonly CsvRows? table;
    readonly TextLines? lines;
    readonly int[] columns;

    /// <param name="fields">Names in the header, in the order of a .dat line.</param>
    /// <param name="required">How many of the fields, from the first, must be there.</param>
    public MovieLensRows(ImportReading reading, string path, IReadOnlyList<string> fields, int required)
    {
        Values = new string[fields.Count];
        if (MovieLensFiles.IsDat(path))
        {
            lines = new TextLines(reading.Open(path, isUtf8: false), Encoding.Latin1);
            columns = [.. Enumerable.Range(0, fields.Count)];
            return;
        }
        table = new CsvRows(reading.Open(path));
        var names = table.Header.Select(name => name.Split(':')[0]).ToList();
        columns = [.. fields.Select(field => names.IndexOf(field))];
        var missing = fields.Take(required).Where((_, field) => columns[field] < 0).ToList();
        if (missing.Count == 0) return;
        table.Dispose();
        throw new ImportFailedException($"{table.Name} lacks the columns {string.Join(", ", missing)}. Found: {string.Join(", ", names)}.");
    }

    /// <summary>The fields of the current row, trimmed; empty where the file has no such column.</summary>
    public string[] Values { get; }

    public string? Fault { get; private set; }

    public RowPlace Place => table?.Place ?? lines!.Place;

    public bool Read() => table is null ? ReadLine() : ReadRow();

    bool ReadRow()
    {
        if (!table!.Read()) return false;
        Fault = table.Fault;
        for (var field = 0; field < columns.Length; field++) Values[field] = columns[field] < 0 ? "" : table[columns[field]].Trim();
        return true;
    }

    bool ReadLine()
    {
        if (!lines!.Read()) return false;
        var parts = lines.Text.Split("::");
        Fault = parts.Length < columns.Length ? "wrong number of columns" : null;
        for (var field = 0; field < columns.Length; field++) Values[field] = field < parts.Length ? parts[field].Trim() : "";
        return true;
    }

    public void Dispose()
    {
        table?.Dispose();
        lines?.Dispose();
    }
}
