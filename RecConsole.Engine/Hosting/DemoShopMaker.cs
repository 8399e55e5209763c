using RecConsole.Engine.Simulation;

namespace RecConsole.Engine.Hosting;

/// <summary>Fills an empty shop with the demo shop, and shows how far it is.</summary>
public sealed class DemoShopMaker(ShopReplacement replacement, ShopStatus status, TimeProvider time)
{
    public async Task MakeAsync(CancellationToken cancellation)
    {
        var shop = DemoShop.Generate(DemoShop.DefaultSeed, time.GetUtcNow(), new StatusProgress(status), cancellation);
        await replacement.InstallAsync(shop, cancellation);
    }

    sealed class StatusProgress(ShopStatus status) : IProgress<double>
    {
        public void Report(double value) => status.Update(phase => phase with { Task = "Making the demo shop", Progress = value });
    }
}
