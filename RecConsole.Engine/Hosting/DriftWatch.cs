using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Models;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>What a watch looks at.</summary>
public sealed record DriftSources(LiveMetrics Metrics, StrategyStore Strategies, EventTable Events, SettingTable Settings, Database Database);

/// <summary>
/// Watches the live figures of the model that serves (<see cref="CtrWatch"/>) and the mix of items that shoppers deal with
/// (<see cref="ItemMix"/>), and has it renewed when one has drifted, where the settings say so, not more often than they say. Another
/// model or another live revision begins the watch anew; a restart goes on.
/// </summary>
public sealed partial class DriftWatch(DriftSources sources, ModelRenewal renewal, TrainingPolicy policy, TimeProvider time, ILogger<DriftWatch> logger) : BackgroundService
{
    const string SettingName = "drift-watch";

    /// <summary>Interactions since the model learned that count as now, the latest.</summary>
    const int MostNow = 20_000;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>A pass over the log, 3 s for a million events, on a thread that gives way.</summary>
    static readonly TimeSpan MixEvery = TimeSpan.FromHours(1);

    readonly CtrWatch ctr = new(policy.DriftBlock, policy.DriftTraffic);
    (string Model, DateTimeOffset At, double? Index, int Of) mix = ("", DateTimeOffset.MinValue, null, 0);
    bool isRestored;
    volatile DriftReport? latest;

    /// <summary>What the latest look found; null before the first.</summary>
    public DriftReport? Latest => latest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure);
            }
        }
    }

    /// <summary>One look: takes the figures, and renews the model if they have drifted; waits for the end of that.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        if (renewal.Serving is not { } serving) return;
        if (!isRestored) Restore();
        var now = time.GetUtcNow();
        var setting = $"{serving.Name} {string.Join(' ', sources.Strategies.Live.Select(revision => $"{revision.Key}:{revision.Number}").Order(StringComparer.Ordinal))}";
        if (ctr.Look(setting, sources.Metrics.Current, now)) await KeepAsync(cancellation);
        if (mix.Model != serving.Name || now - mix.At >= MixEvery)
        {
            var (index, of) = await QuietThread.RunAsync(() => MixSince(serving.Training?.Account.LearnedUntil ?? serving.TrainedAt, cancellation));
            mix = (serving.Name, now, index, of);
        }
        var report = latest = new DriftReport(now, ctr.State, mix.Index, mix.Of);
        if (!policy.RetrainOnDrift || report.Cause is not { } cause || !renewal.HasRested(serving, policy.DriftCoolDown)) return;
        Drifted(serving.Name, cause);
        await renewal.RenewAsync(serving, cause, cancellation);
    }

    (double? Index, int Of) MixSince(DateTimeOffset learned, CancellationToken cancellation)
    {
        var kinds = new KindWeights();
        var (then, now, read) = (new Dictionary<ItemId, int>(), new Queue<ItemId>(), 0);
        foreach (var e in sources.Events.ReadAll())
        {
            if (++read % 10_000 == 0) cancellation.ThrowIfCancellationRequested();
            if (e.ItemId is not { } item || kinds.Of(e.Kind) == 0 || e.Origin == EventOrigin.Lab) continue;
            if (e.Timestamp <= learned) then[item] = then.GetValueOrDefault(item) + 1;
            else
            {
                now.Enqueue(item);
                if (now.Count > MostNow) now.Dequeue();
            }
        }
        return then.Count == 0 || now.Count < ItemMix.LeastNow ? (null, now.Count) : (new ItemMix(then).Against(now), now.Count);
    }

    void Restore()
    {
        isRestored = true;
        if (sources.Settings.Find(SettingName) is not { } text) return;
        try
        {
            if (JsonSerializer.Deserialize<CtrWatchState>(text) is { } state) ctr.Restore(state);
        }
        catch (JsonException broken)
        {
            Failed(broken); // it begins anew
        }
    }

    async Task KeepAsync(CancellationToken cancellation)
    {
        using var turn = await sources.Database.EnterAsync(cancellation);
        turn.Commit(connection => SettingTable.Set(connection, SettingName, JsonSerializer.Serialize(ctr.State)));
    }

    [LoggerMessage(LogLevel.Information, "{Model} is trained anew: {Cause}")]
    partial void Drifted(string model, string cause);

    [LoggerMessage(LogLevel.Error, "The figures of the model that serves could not be watched; they are looked at again")]
    partial void Failed(Exception failure);
}
