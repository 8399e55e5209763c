using RecConsole.Engine.Import;

namespace RecConsole.Web.Services;

/// <summary>A CSV (plain or gzip) before anything is asked of it: its columns, its first rows, and the arms that a column would make.</summary>
public sealed record AnalyzedFile(string Path, string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> FirstRows)
{
    public const int RowsShown = 8;

    const int RowsBetweenLooks = 8192;

    /// <exception cref="AnalysisFailedException">It is no table; the message says what it is instead.</exception>
    public static AnalyzedFile Open(string path) => Reading(path, csv =>
    {
        if (csv.Header.Count < 2)
            throw new AnalysisFailedException($"{csv.Name} has no table: its first line should name the columns, at least one that says the arm and one that holds the metric, between commas, semicolons, tabs or bars.");
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < RowsShown && csv.Read())
            if (csv.Fault is null) rows.Add([.. Enumerable.Range(0, csv.Header.Count).Select(column => csv[column])]);
        return new AnalyzedFile(path, csv.Name, csv.Header, rows);
    });

    /// <summary>The values of a column as names of arms, in alphabetical order. Reads the whole file.</summary>
    /// <exception cref="AnalysisFailedException">There are too many.</exception>
    public IReadOnlyList<string> Arms(string column, CancellationToken cancellation) => Reading<IReadOnlyList<string>>(Path, csv =>
    {
        var place = AnalyzedTable.Place(csv, column);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var rows = 0L; csv.Read(); rows++)
        {
            if (rows % RowsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            if (csv.Fault is null && names.Add(csv[place].Trim()) && names.Count > AnalyzedTable.MaxArms) throw AnalyzedTable.TooManyArms(column);
        }
        return [.. names];
    });

    static T Reading<T>(string path, Func<CsvRows, T> read)
    {
        try
        {
            using var csv = new CsvRows(ImportStream.Open(path));
            return read(csv);
        }
        catch (ImportFailedException wrong)
        {
            throw new AnalysisFailedException(wrong.Message, wrong);
        }
    }
}
