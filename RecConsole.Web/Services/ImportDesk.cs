using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.People;

namespace RecConsole.Web.Services;

/// <summary>
/// The console's side of <see cref="ShopImports"/>: one import at a time, for all windows. It goes on when its window is
/// closed, and whoever comes back finds it and its account. A failure leaves the shop as it was.
/// </summary>
public sealed class ImportDesk(ShopImports imports, ILogger<ImportDesk> log)
{
    readonly Lock gate = new();
    volatile ImportRun? current;
    CancellationTokenSource? cancel;

    /// <summary>The running import or the latest one; null before the first.</summary>
    public ImportRun? Current => current;

    /// <summary>Raised on the importing thread with each change: be quick, or hand over.</summary>
    public event Action? Changed;

    /// <summary>Starts an import and takes the files over: they are deleted when it ends. False while another one runs.</summary>
    public bool TryStart(string format, ColumnMap columns, UploadFolder files, Person by)
    {
        lock (gate)
        {
            if (current is { IsRunning: true }) return false;
            cancel?.Dispose();
            cancel = new CancellationTokenSource();
            current = new ImportRun(format, string.Join(", ", files.Files.Select(Path.GetFileName)), ImportStage.Reading, 0, 0);
        }
        Changed?.Invoke();
        var request = new ImportRequest(format, files.Files, columns);
        var token = cancel.Token;
        _ = Task.Run(() => RunAsync(request, files, by, token), CancellationToken.None);
        return true;
    }

    /// <summary>Stops the reading; once the shop is being replaced it is too late, and nothing happens.</summary>
    public void Cancel()
    {
        lock (gate)
            if (current is { Stage: ImportStage.Reading }) cancel?.Cancel();
    }

    async Task RunAsync(ImportRequest request, UploadFolder files, Person by, CancellationToken token)
    {
        try
        {
            using (files)
            {
                var report = await imports.RunAsync(request, by, new Follower(this), token);
                Set(run => run with { Stage = ImportStage.Done, Report = report });
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            Set(run => run with { Stage = ImportStage.Cancelled });
        }
        catch (ImportFailedException failure)
        {
            Set(run => run with { Stage = ImportStage.Failed, Problem = failure.Message });
        }
        catch (Exception defect)
        {
            log.LogError(defect, "The import of {Files} failed", string.Join(", ", request.Paths));
            Set(run => run with { Stage = ImportStage.Failed, Problem = $"The shop could not be replaced and is as it was: {defect.Message}" });
        }
    }

    void Set(Func<ImportRun, ImportRun> next)
    {
        lock (gate) current = next(current!);
        Changed?.Invoke();
    }

    sealed class Follower(ImportDesk desk) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => desk.Set(run => run with { Stage = value.IsStoring ? ImportStage.Storing : ImportStage.Reading, Progress = value.Fraction, Rows = value.Rows });
    }
}
