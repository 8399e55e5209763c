using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: an <see cref="ImportRequest"/>. Out: the <see cref="ImportedShop"/> that its files hold. Nothing is stored, so a file
/// that fails half way leaves no trace.
/// </summary>
public sealed class ShopImporter(TimeProvider time)
{
    /// <exception cref="ImportFailedException">A file is broken as a whole, or not of the format.</exception>
    /// <exception cref="OperationCanceledException"/>
    public ImportedShop Read(ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        var reader = ShopReaders.Find(request.Format)
            ?? throw new ImportFailedException($"'{request.Format}' is not a format; there are {string.Join(", ", ShopReaders.All.Select(known => known.Format))}.");
        if (request.Paths.Count == 0) throw new ImportFailedException("No file is named.");
        if (request.Columns.Fields.Except(reader.Fields, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            throw new ImportFailedException(UnknownField(reader, unknown));
        if (reader.FileEndings.Count > 0) request = request with { Paths = [.. request.Paths.Select(path => ImportFolder.FileIn(path, reader.Format, reader.FileEndings))] };
        var shop = reader.Read(new ImportReading(request, new EventValidator(time), progress, cancellation));
        return shop.Account.Kept > 0 ? shop : throw new ImportFailedException(NothingKept(request, shop.Account));
    }

    /// <summary>The complaint about a column map that names a field which the format does not have.</summary>
    public static string UnknownField(IShopReader reader, string field) => reader.Fields.Count == 0
        ? $"{reader.Format} has fixed columns: it takes no column map."
        : $"{reader.Format} has no field '{field}'; its fields are {string.Join(", ", reader.Fields)}.";

    static string NothingKept(ImportRequest request, ImportAccount account)
    {
        var names = string.Join(", ", request.Paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(path))));
        if (account.RowsRead == 0) return $"{names}: no rows after the header.";
        var (reason, rows) = account.Rejected.MaxBy(pair => pair.Value);
        var example = account.Examples.First(row => row.Reason == reason);
        return $"{names}: none of the {account.RowsRead} rows can be kept; {rows} of them: {reason} (line {example.Line}: {example.Detail ?? example.Text}).";
    }
}
