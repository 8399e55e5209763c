using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the log of events. Out: a model that fits it, fitted in the background and swapped without a request noticing: at the
/// first start, after an import, and again when the log has grown by a fifth (at least <see cref="LeastNewEvents"/> events)
/// since. The first is <see cref="PpmiModel"/>; after that the kind that serves is fitted anew, with its own options, unless it learns in passes. Rests ten times as long as the last fit took, so that it takes a tenth of the machine at most.
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

    /// <summary>The shop is the one of the last start: its model serves at once, or is fitted.</summary>
    public void Resume()
    {
        try
        {
            lock (gate) knownLength = shelf.Restore();
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

    /// <summary>Somebody made another model serve: renewals follow that one, which knows the log up to this length. Called by the one that has the turn to write.</summary>
    public void Follow(long length)
    {
        lock (gate) knownLength = length;
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
            knownLength = null;
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
            CancellationToken shopGone;
            bool isDue;
            var rest = Look;
            lock (gate)
            {
                shopGone = abandoned.Token;
                isDue = holds == 0 && IsRenewed(shelf.Serving) && IsDue(knownLength, log.Length());
            }
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(shopGone, stoppingToken);
            try
            {
                if (isDue) rest = Longer(rest, await FitAsync(cancel.Token) * RestPerFit);
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

    /// <summary>Whether a model that knows the first <paramref name="known"/> events (null: there is none) is behind the log.</summary>
    internal static bool IsDue(long? known, long length) => known is { } seen ? length - seen >= Math.Max(LeastNewEvents, seen * NewShare) : length > 0;

    /// <summary>Whether the kind that serves is one to be fitted here; what learns in passes wants a validation, which a trainer has.</summary>
    static bool IsRenewed(ModelArtifact? serving) => serving is null || ModelZoo.Find(serving.Key) is { Begin: null };

    async Task<TimeSpan> FitAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var task = status.Current.IsReady ? "Renewing the model" : "Fitting the first model";
        var length = log.Length();
        var before = shelf.Serving;
        // a thread of its own: seconds of work would hold one of the few pool threads that requests run on
        var artifact = await Task.Factory.StartNew(() => Fit(task, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        shelf.Save(artifact);
        using (var turn = await database.EnterAsync(cancellation))
        {
            cancellation.ThrowIfCancellationRequested(); // the shop was replaced while this waited
            if (!ReferenceEquals(before, shelf.Serving)) return time.GetElapsedTime(started); // somebody chose another model meanwhile
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
        if (shelf.Serving is not { } serving || serving.Key == PpmiModel.Key)
            return PpmiModel.Fit(events, new PpmiOptions { Threads = threads }, new Rng(Seed), time, progress, cancellation);
        var settings = JsonSerializer.SerializeToNode(serving.Training.Options)!.AsObject();
        using var model = ModelZoo.Find(serving.Key)!.Fit(new FitRequest(TrainingLog.Build(events, new KindWeights(), cancellation), settings, Seed, time) { Threads = threads, Progress = progress, Cancellation = cancellation });
        return model.Artifact;
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
