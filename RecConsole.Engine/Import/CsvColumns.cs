namespace RecConsole.Engine.Import;

/// <summary>
/// Where each field of a format stands in one file: by the column map, else by a column of the field's name (case, spaces,
/// underscores and hyphens do not matter). Fields are asked for by their index in the format's list.
/// </summary>
public sealed class CsvColumns
{
    const int Absent = -1;
    const int Constant = -2;

    readonly CsvRows rows;
    readonly IReadOnlyList<string> fields;
    readonly int[] positions;
    readonly string[] constants;

    /// <exception cref="ImportFailedException">The file lacks a column that the map names, or has one twice.</exception>
    public CsvColumns(CsvRows rows, ColumnMap map, IReadOnlyList<string> fields)
    {
        (this.rows, this.fields) = (rows, fields);
        constants = [.. fields.Select(field => map.Constant(field) ?? "")];
        positions = [.. fields.Select(field => map.Constant(field) is null ? Position(field, map.Column(field)) : Constant)];
        Others = [.. Enumerable.Range(0, rows.Header.Count).Except(positions)];
    }

    /// <summary>Columns that hold no field.</summary>
    public IReadOnlyList<int> Others { get; }

    public bool Has(int field) => positions[field] != Absent;

    /// <summary>Refuses the file when it lacks one of the fields, and says the way out.</summary>
    /// <param name="isMappable">Whether the format takes a column map.</param>
    public CsvColumns Require(IReadOnlyList<string> required, bool isMappable = true)
    {
        var missing = required.Where(name => !fields.Where((field, index) => field == name && Has(index)).Any()).ToList();
        if (missing.Count == 0) return this;
        var wayOut = isMappable ? $" Name the right one with --map {string.Join(',', missing.Select(Suggestion))} (or {missing[0]}:=VALUE for one value in all rows)." : "";
        throw new ImportFailedException(
            $"{rows.Name} lacks the column{(missing.Count == 1 ? "" : "s")} {string.Join(", ", missing)}. Found: {Listed(rows.Header)}.{wayOut}");
    }

    /// <summary>The field's text in the current row, as it stands; empty where the file has no such column.</summary>
    public string Raw(int field) => positions[field] switch
    {
        Absent => "",
        Constant => constants[field],
        var column => rows[column],
    };

    /// <summary><see cref="Raw"/>, trimmed.</summary>
    public string Text(int field) => Raw(field).Trim();

    /// <summary>Whether a column's name means a field.</summary>
    public static bool Means(string column, string field) => string.Equals(Plain(column), Plain(field), StringComparison.OrdinalIgnoreCase);

    int Position(string field, string? mapped)
    {
        var found = Enumerable.Range(0, rows.Header.Count)
            .Where(column => mapped is null ? Means(rows.Header[column], field) : string.Equals(rows.Header[column], mapped, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (found.Count > 1) throw new ImportFailedException($"{rows.Name} has {found.Count} columns that mean {field}: {Listed([.. found.Select(column => rows.Header[column])])}. Rename all but one.");
        if (found.Count == 0 && mapped is not null) throw new ImportFailedException($"{rows.Name} has no column '{mapped}' for {field}. Found: {Listed(rows.Header)}.");
        return found.Count == 0 ? Absent : found[0];
    }

    string Suggestion(string field) => $"{field}={rows.Header.FirstOrDefault(column => ColumnSynonyms.Fit(column, field) > 0) ?? "COLUMN"}";

    static string Listed(IReadOnlyList<string> header)
    {
        const int most = 30, longest = 60;
        var names = header.Take(most).Select(name => name.Length > longest ? name[..longest] + "..." : name);
        return string.Join(", ", names) + (header.Count > most ? $" and {header.Count - most} more" : "");
    }

    static string Plain(string name) => name.Replace("_", "").Replace("-", "").Replace(" ", "");
}
