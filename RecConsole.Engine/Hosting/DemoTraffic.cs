using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Simulation;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Lets the simulated shoppers in for as long as the shop is the demo shop: from the moment that it is loaded, while the
/// first model is still fitted, until other data takes its place.
/// </summary>
public sealed partial class DemoTraffic(
    Recommender recommender, EventQueue queue, CatalogStore catalog, ShopStatus status, ShopLoader shop, EngineOptions options, TrafficOptions traffic,
    TimeProvider time, ILogger<DemoTraffic> logger) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Reads the section <see cref="TrafficOptions.Section"/>; keys that it does not have keep their defaults.</summary>
    /// <exception cref="EngineStartException">Names every key that is unknown or has a value that does not do, and what would.</exception>
    public static TrafficOptions ReadOptions(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var defaults = new TrafficOptions();
        var options = new TrafficOptions
        {
            Enabled = reader.Flag(nameof(TrafficOptions.Enabled), defaults.Enabled),
            VisitsPerMinute = reader.Number(nameof(TrafficOptions.VisitsPerMinute), defaults.VisitsPerMinute, 1, 60_000),
            Seed = reader.Number(nameof(TrafficOptions.Seed), defaults.Seed, 0, int.MaxValue),
        };
        reader.Finish();
        return options;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Demo || !traffic.Enabled) return;
        await shop.Loaded.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = LookEvery;
            try
            {
                if (status.Current.Source == ShopSource.Demo) await RunAsync(stoppingToken);
            }
            catch (Exception failure)
            {
                LogFailed(failure, RestAfterFailure.TotalSeconds);
                rest = RestAfterFailure;
            }
            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task RunAsync(CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        void Follow(ShopPhase phase)
        {
            if (phase.Source != ShopSource.Demo) stop.Cancel();
        }
        status.Changed += Follow;
        try
        {
            Follow(status.Current);
            await new ShopperTraffic(recommender.RecommendAsync, queue, catalog, time, DemoShop.DefaultSeed, traffic).RunAsync(stop.Token);
        }
        finally
        {
            status.Changed -= Follow;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The simulated shoppers stumbled; they come again in {Seconds} s")]
    partial void LogFailed(Exception failure, double seconds);
}
