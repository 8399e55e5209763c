using RecConsole.Engine.Import;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a request to import, from the page or from a command. Out: the running shop replaced and the report. One at a time;
/// files are read whole before anything is touched.
/// </summary>
public sealed class ShopImports(ShopLoader loader, ShopReplacement replacement, ShopStatus status, TimeProvider time)
{
    readonly SemaphoreSlim turn = new(1, 1);

    /// <exception cref="ImportFailedException">A file cannot be imported, or another import is running; the shop is as it was.</exception>
    public async Task<ImportReport> RunAsync(ImportRequest request, Person by, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
            throw new ImportFailedException("Another import is running; try again when it has finished.");
        try
        {
            var started = time.GetTimestamp();
            await loader.Loaded.WaitAsync(cancellation);
            var task = $"Importing {string.Join(", ", request.Paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(path))))}";
            var shop = await Task.Run(() => new ShopImporter(time).Read(request, new Told(status, task, progress), cancellation), cancellation);
            progress?.Report(ImportProgress.Storing(shop.Account.RowsRead));
            status.Update(phase => phase with { Task = $"{task}: {Verb(shop)}", Progress = 0 });
            await replacement.ReplaceAsync(shop, by, share => status.Update(phase => phase with { Task = $"{task}: {Verb(shop)}", Progress = share }), cancellation);
            return ImportReport.Of(shop, time.GetElapsedTime(started));
        }
        finally
        {
            status.Update(phase => phase.Task?.StartsWith("Importing ", StringComparison.Ordinal) == true ? phase with { Task = null, Progress = 1 } : phase);
            turn.Release();
        }
    }

    static string Verb(ImportedShop shop) => shop.Scope == ImportScope.Catalog ? "putting the items in place" : "putting the shop in place";

    /// <summary>Every open page shows how far the reading is, whoever asked for the import.</summary>
    sealed class Told(ShopStatus status, string task, IProgress<ImportProgress>? asker) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            status.Update(phase => phase with { Task = $"{task}: {value.Rows} rows", Progress = value.Fraction });
            asker?.Report(value);
        }
    }
}
