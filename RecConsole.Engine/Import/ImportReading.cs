using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>One reading of a request's files: what is asked for, the account so far, progress and cancellation.</summary>
public sealed class ImportReading
{
    const int RowsPerReport = 4096; // a power of two

    readonly EventValidator validator;
    readonly IProgress<ImportProgress>? progress;
    readonly CancellationToken cancellation;
    readonly long bytesTotal;
    long bytesOfEarlierFiles;
    long bytesOfCurrentFile;
    ImportStream? current;

    public ImportReading(
        ImportRequest request, EventValidator validator, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        (Paths, Columns, this.validator, this.progress, this.cancellation) = (request.Paths, request.Columns, validator, progress, cancellation);
        bytesTotal = Paths.Sum(SizeOf);
    }

    public IReadOnlyList<string> Paths { get; }
    public ColumnMap Columns { get; }
    public ImportAccount Account { get; } = new();

    /// <summary>Opens the next file; the one before it counts as finished.</summary>
    public ImportStream Open(string path, bool isUtf8 = true)
    {
        cancellation.ThrowIfCancellationRequested();
        bytesOfEarlierFiles += bytesOfCurrentFile;
        bytesOfCurrentFile = SizeOf(path);
        return current = ImportStream.Open(path, isUtf8);
    }

    /// <summary>Called once a row: reports now and then, and stops when the reading is cancelled.</summary>
    public void Advance()
    {
        if ((Account.RowsRead & (RowsPerReport - 1)) != 0) return;
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new ImportProgress(bytesOfEarlierFiles + (current?.FileBytesRead ?? 0), bytesTotal, Account.RowsRead));
    }

    /// <summary>The event, or null with what is wrong: the kind of fault (for the account) and the very words.</summary>
    public ShopEvent? Validate(EventDraft draft, out string reason, out string? detail)
    {
        var valid = validator.Validate(draft, EventOrigin.Imported, out detail);
        reason = detail is null ? "" : $"invalid {detail.AsSpan(0, detail.AsSpan().IndexOf(' '))}";
        return valid;
    }

    static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length
        : Directory.Exists(path) ? Directory.EnumerateFiles(path).Sum(SizeOf)
        : 0;
}
