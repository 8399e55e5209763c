namespace RecConsole.Engine.Import;

/// <summary>
/// In: a path that may be a folder. Out: the file in it that a format reads, where exactly one fits by its name; else the
/// complaint that names those that do. Folders within are not searched.
/// </summary>
public static class ImportFolder
{
    static readonly string[] ItemWords = ["product", "catalog", "item"];

    /// <param name="endings">Of file names that fit, a <c>.gz</c> at the end left aside.</param>
    /// <exception cref="ImportFailedException">None fits, or more than one.</exception>
    public static string FileIn(string path, string format, IReadOnlyList<string> endings)
    {
        if (!Directory.Exists(path)) return path;
        var fitting = Directory.EnumerateFiles(path).Where(file => Fits(file, endings)).Order(StringComparer.Ordinal).ToArray();
        // beside a list of categories, say, the products are what a catalogue is made of
        if (fitting.Length > 1 && format.StartsWith("catalog", StringComparison.Ordinal) && fitting.Where(IsNamedForItems).ToArray() is [var items]) return items;
        return fitting switch
        {
            [var only] => only,
            [] => throw new ImportFailedException($"{path} holds no file that {format} reads: its name ends in {string.Join(" or ", endings)}, also with .gz."),
            _ => throw new ImportFailedException($"{path} holds {fitting.Length} files that {format} may read; name the one that is meant: {string.Join(", ", fitting.Select(Path.GetFileName).Take(8))}{(fitting.Length > 8 ? ", ..." : "")}."),
        };
    }

    static bool IsNamedForItems(string path) =>
        ItemWords.Any(word => Path.GetFileName(path).Contains(word, StringComparison.OrdinalIgnoreCase));

    static bool Fits(string path, IReadOnlyList<string> endings)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !name.StartsWith("README", StringComparison.OrdinalIgnoreCase);
    }
}
