using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the log of events. Out: a first model (<see cref="PpmiModel"/>), fitted in the background and swapped without a request
/// noticing: at the first start, after an import, and again when the log has grown by a fifth (at least
/// <see cref="LeastNewEvents"/> events) since, as long as nobody has chosen a model. What was promoted or rolled back to stays:
/// only people and <see cref="ModelRenewal"/>, by the checks, change it. Rests ten times as long as the last fit took, so that it
/// takes a tenth of the machine at most.
/// </summary>
public sealed partial class ModelFitter(
    ModelShelf shelf, EventTable log, Database database, ShopStatus status, TimeProvider time, ILogger<ModelFitter> logger) : BackgroundService
{
    public const int LeastNewEvents = 50;
    const double NewShare = 0.2;
    const int RestPerFit = 10;
    const ulong Seed = 1;
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource abandoned = new(); // of the shop as it is
    int holds;
    long? knownLength; // of the log, to the model that serves; null without one
    bool isChosen; // the model that serves was promoted or rolled back to

    /// <summary>The shop is the one of the last start: its model serves at once, or is fitted.</summary>
    public void Resume()
    {
        try
        {
            var serving = shelf.Restore();
            lock (gate) (knownLength, isChosen) = (serving?.LogLength, serving?.IsPromoted ?? false);
        }
        catch (BrokenModelException broken)
        {
            ModelBroken(broken);
        }
        if (knownLength is not null) status.Update(phase => phase with { IsReady = true });
        begun.TrySetResult();
    }

    /// <summary>Cancelled once the shop is another.</summary>
    public CancellationToken WhileShopStays
    {
        get
        {
            lock (gate) return abandoned.Token;
        }
    }

    /// <summary>A model was promoted or rolled back to: nothing takes its place from here. Called by the one that has the turn to write.</summary>
    public void StandBack()
    {
        lock (gate) isChosen = true;
        status.Update(phase => phase with { IsReady = true });
    }

    /// <summary>No fit begins until the answer is disposed of: the log and the shop's name are about to change.</summary>
    public IDisposable Hold()
    {
        lock (gate) holds++;
        return new Held(this);
    }

    /// <summary>The shop is another: no model serves until one is fitted to it. Called by the one that has the turn to write.</summary>
    public void StartAnew()
    {
        lock (gate)
        {
            abandoned.Cancel();
            abandoned = new CancellationTokenSource();
            (knownLength, isChosen) = (null, false);
            shelf.Retire();
        }
        status.Update(phase => phase with { IsReady = false });
        begun.TrySetResult();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await begun.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(WhileShopStays, stoppingToken);
            try
            {
                var rest = Longer(Look, await LookAsync(cancel.Token) * RestPerFit);
                await Task.Delay(rest, time, cancel.Token);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // another shop, or the end
            }
            catch (Exception failure)
            {
                FitFailed(failure);
                status.Update(phase => phase with { Task = null, Progress = 1 });
                await Task.Delay(TimeSpan.FromMinutes(1), time, stoppingToken);
            }
        }
    }

    /// <summary>One look: fits a model if it is time, and waits for the end of that; how long it took.</summary>
    internal async Task<TimeSpan> LookAsync(CancellationToken cancellation)
    {
        bool isDue;
        lock (gate) isDue = holds == 0 && !isChosen && shelf.Serving is null or { Key: PpmiModel.Key } && IsDue(knownLength, log.Length());
        return isDue ? await FitAsync(cancellation) : TimeSpan.Zero;
    }

    /// <summary>Whether a model that knows the first <paramref name="known"/> events (null: there is none) is behind the log.</summary>
    internal static bool IsDue(long? known, long length) => known is { } seen ? length - seen >= Math.Max(LeastNewEvents, seen * NewShare) : length > 0;

    async Task<TimeSpan> FitAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var task = status.Current.IsReady ? "Renewing the model" : "Fitting the first model";
        var length = log.Length();
        // a thread of its own: seconds of work would hold one of the few pool threads that requests run on
        var artifact = await Task.Factory.StartNew(() => Fit(task, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        shelf.Save(artifact);
        using (var turn = await database.EnterAsync(cancellation))
        {
            cancellation.ThrowIfCancellationRequested(); // the shop was replaced while this waited
            lock (gate)
                if (isChosen) return time.GetElapsedTime(started); // a model was promoted meanwhile
            shelf.Publish(turn, artifact, length);
            lock (gate) knownLength = length;
            status.Update(phase => phase with { Task = null, Progress = 1, IsReady = true });
        }
        var took = time.GetElapsedTime(started);
        Fitted(artifact.Vocabulary.Count, artifact.Training.EventCount, took.TotalSeconds);
        return took;
    }

    ModelArtifact Fit(string task, CancellationToken cancellation)
    {
        var events = new List<ShopEvent>();
        foreach (var e in log.ReadAll())
        {
            if (e.Kind is EventKind.Impression or EventKind.Search || e.Origin == EventOrigin.Lab) continue; // they tell the model nothing, and are most of a log; the lab's shoppers are played
            events.Add(e);
            if (events.Count % 10_000 == 0) cancellation.ThrowIfCancellationRequested();
        }
        var threads = Math.Max(1, Environment.ProcessorCount - 1); // one core stays with the requests
        var progress = new StatusProgress(status, task, cancellation);
        return PpmiModel.Fit(events, new PpmiOptions { Threads = threads }, new Rng(Seed), time, progress, cancellation);
    }

    sealed class Held(ModelFitter fitter) : IDisposable
    {
        public void Dispose()
        {
            lock (fitter.gate) fitter.holds--;
        }
    }

    static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    sealed class StatusProgress(ShopStatus status, string task, CancellationToken abandoned) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (!abandoned.IsCancellationRequested) status.Update(phase => phase with { Task = $"{task}: {value.Stage}", Progress = value.Share });
        }
    }

    [LoggerMessage(LogLevel.Information, "Fitted the model of {Items} items to {Events} events in {Seconds:F1} s")]
    partial void Fitted(int items, long events, double seconds);

    [LoggerMessage(LogLevel.Error, "The model could not be fitted; the one before goes on, and it is tried again in a minute")]
    partial void FitFailed(Exception failure);

    [LoggerMessage(LogLevel.Error, "The stored model cannot be used; another is fitted")]
    partial void ModelBroken(Exception failure);
}
