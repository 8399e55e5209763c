using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Simulation;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the database at start. Out: the shop in memory, as it was; an empty directory becomes the demo shop where the
/// settings say so. The web server answers meanwhile; events wait in the queue until <see cref="Loaded"/>.
/// </summary>
public sealed class ShopLoader(ShopMemory memory, ShopStatus status, ShopReplacement replacement, ModelFitter fitter, EngineOptions options, TimeProvider time) : BackgroundService
{
    readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when memory shows what the database holds; fails when it cannot be read.</summary>
    public Task Loaded => loaded.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var source = memory.Reload(share => Report("Reading the log of events", share), stoppingToken);
            status.Set(new ShopPhase(source, null, 1, IsReady: false));
            if (source == ShopSource.Empty && options.Demo) await MakeDemoShopAsync(stoppingToken);
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

    async Task MakeDemoShopAsync(CancellationToken cancellation)
    {
        const string Task = "Making the demo shop";
        Report(Task, 0);
        var shop = DemoShop.Generate(DemoShop.DefaultSeed, time.GetUtcNow(), new ShareReport(share => Report(Task, share)), cancellation);
        await replacement.InstallAsync(shop, cancellation);
    }

    void Report(string task, double share) => status.Update(phase => phase with { Task = task, Progress = share });

    sealed class ShareReport(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
