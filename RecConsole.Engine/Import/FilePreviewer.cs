using System.Text;
using System.Text.Json;

namespace RecConsole.Engine.Import;

/// <summary>In: a file of unknown format. Out: its first rows, what it most likely is, and a proposed column map.</summary>
public static class FilePreviewer
{
    public const int MaxRows = 20;

    /// <param name="format">The format to propose a map for, or null to recognise it.</param>
    /// <exception cref="ImportFailedException">The file cannot be read as text at all.</exception>
    public static ImportPreview Preview(string path, string? format = null)
    {
        if (format == "movielens" || (format is null && MovieLensFiles.IsOne(path))) return OfLines(path, "movielens", MovieLensFiles.IsDat(path) ? "::" : "\t");
        if (format == "catalog-json" || (format is null && StartsAsJson(path))) return OfJson(path);
        if (format == "sequences" || (format is null && HasOnlyIds(path))) return OfLines(path, "sequences", " ");
        return OfTable(path, format);
    }

    static ImportPreview OfTable(string path, string? format)
    {
        using var rows = new CsvRows(ImportStream.Open(path));
        format ??= Recognise(rows.Header);
        var shown = new List<IReadOnlyList<string>>();
        while (shown.Count < MaxRows && rows.Read())
            if (rows.Fault is null) shown.Add([.. Enumerable.Range(0, rows.Header.Count).Select(column => rows[column])]);
        return new ImportPreview(format, rows.Header, shown, Propose(rows.Header, ShopReaders.Find(format)!));
    }

    static string Recognise(IReadOnlyList<string> header)
    {
        bool Has(string field) => header.Any(column => ColumnSynonyms.Fit(column, field) > 0);
        if (OnlineRetailReader.ColumnNames.All(name => header.Any(column => CsvColumns.Means(column, name)))) return "online-retail";
        if (OpenBanditReader.LogColumns.All(name => header.Contains(name))) return "open-bandit";
        return Has("timestamp") && Has("itemId") && (Has("userId") || Has("sessionId")) ? "events-csv" : "catalog-csv";
    }

    /// <summary>Each field gets the column that fits best; no column serves two fields.</summary>
    static IReadOnlyList<ProposedField> Propose(IReadOnlyList<string> header, IShopReader reader)
    {
        var columnByField = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<int>();
        for (var fit = 2; fit > 0; fit--)
            foreach (var field in reader.Fields)
            {
                if (columnByField.ContainsKey(field)) continue;
                var column = Enumerable.Range(0, header.Count).FirstOrDefault(index => !taken.Contains(index) && ColumnSynonyms.Fit(header[index], field) == fit, -1);
                if (column >= 0 && taken.Add(column)) columnByField[field] = header[column];
            }
        return [.. reader.Fields.Select(field => new ProposedField(field, columnByField.GetValueOrDefault(field), reader.RequiredFields.Contains(field)))];
    }

    static ImportPreview OfJson(string path)
    {
        using var start = ImportStream.Open(path);
        var isArray = JsonObjects.IsArray(start);
        using var stream = ImportStream.Open(path);
        var products = JsonObjects.Read(stream, isArray).Where(product => product.ValueKind == JsonValueKind.Object).Take(MaxRows).ToList();
        var header = products.SelectMany(product => product.EnumerateObject().Select(property => property.Name)).Distinct().ToList();
        var rows = products.Select(product => (IReadOnlyList<string>)[.. header.Select(name => product.TryGetProperty(name, out var value) ? value.ToString() : "")]);
        return new ImportPreview("catalog-json", header, [.. rows], []);
    }

    static ImportPreview OfLines(string path, string format, string separator)
    {
        using var lines = Lines(path);
        var shown = new List<IReadOnlyList<string>>();
        while (shown.Count < MaxRows && lines.Read()) shown.Add(lines.Text.Split(separator));
        return new ImportPreview(format, [], shown, []);
    }

    static bool StartsAsJson(string path)
    {
        using var stream = ImportStream.Open(path);
        return JsonObjects.FirstCharacter(stream) is '[' or '{';
    }

    /// <summary>Whether the first line is two or more ids between blanks: no table has such a header.</summary>
    static bool HasOnlyIds(string path)
    {
        using var lines = Lines(path);
        if (!lines.Read()) return false;
        var values = lines.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return values.Length >= 2 && values.All(value => value.All(char.IsAsciiLetterOrDigit) && value.Any(char.IsAsciiDigit));
    }

    static TextLines Lines(string path) => MovieLensFiles.IsDat(path)
        ? new TextLines(ImportStream.Open(path, isUtf8: false), Encoding.Latin1)
        : new TextLines(ImportStream.Open(path), Encoding.UTF8);
}
