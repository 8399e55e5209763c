using RecConsole.Engine.Import;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a request to import, from the page or from a command. Out: the running shop replaced and the report. One at a time;
/// files are read whole before anything is touched.
/// </summary>
public sealed class ShopImports(ShopLoader loader, ShopReplacement replacement, TimeProvider time)
{
    readonly SemaphoreSlim turn = new(1, 1);

    /// <exception cref="ImportFailedException">A file cannot be imported, or another import is running; the shop is as it was.</exception>
    public async Task<ImportReport> RunAsync(ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
            throw new ImportFailedException("Another import is running; try again when it has finished.");
        try
        {
            var started = time.GetTimestamp();
            await loader.Loaded.WaitAsync(cancellation);
            var shop = await Task.Run(() => new ShopImporter(time).Read(request, progress, cancellation), cancellation);
            progress?.Report(ImportProgress.Storing(shop.Account.RowsRead));
            await replacement.ReplaceAsync(shop, cancellation);
            return ImportReport.Of(shop, time.GetElapsedTime(started));
        }
        finally
        {
            turn.Release();
        }
    }
}
