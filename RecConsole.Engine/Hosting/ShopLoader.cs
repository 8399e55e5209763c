using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the database at start. Out: the shop in memory, as it was; an empty directory becomes the demo shop where the
/// settings say so. The web server answers meanwhile; events wait in the queue until <see cref="Loaded"/>.
/// </summary>
public sealed class ShopLoader(
    ShopTables tables, ShopMemory memory, ShopStatus status, DemoShopMaker demo, ModelFitter fitter, ExperimentLedgers experiments, EngineOptions options) : BackgroundService
{
    readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when memory shows what the database holds; fails when it cannot be read.</summary>
    public Task Loaded => loaded.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var source = ShopMemory.ReadSource(tables);
            status.Set(new ShopPhase(source, "Reading the catalogue", 0, IsReady: false));
            memory.Reload(isAnotherShop: false, share => Report("Reading the log of events", share), stoppingToken);
            experiments.CatchUp();
            status.Update(phase => phase with { Task = null, Progress = 1 });
            if (source == ShopSource.Empty && options.Demo) await demo.MakeAsync(stoppingToken);
            else fitter.Resume();
            loaded.SetResult();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            loaded.SetCanceled(stoppingToken);
        }
        catch (Exception failure)
        {
            loaded.SetException(failure);
            throw;
        }
    }

    void Report(string task, double share) => status.Update(phase => phase with { Task = task, Progress = share });
}
