using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>
/// In: a training before its first pass and what to validate it by. Out: the model of its best pass. It can be stopped after
/// any pass and goes on from its folder as if it had not been: the curve and the model are the same.
/// </summary>
/// <param name="validation">Null: the last pass is the best.</param>
public sealed class Trainer(IModelTraining training, Evaluator? validation, TrainerOptions options, TimeProvider time)
{
    static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

    readonly List<EpochRecord> curve = [];
    IReadOnlyList<EpochRecord> shown = [];

    TimeProvider Time => time;

    /// <param name="folder">Where it is kept after each pass, and gone on with when there is one; null keeps nothing.</param>
    /// <param name="stop">Ends it: the pass that is half done is thrown away.</param>
    /// <exception cref="InvalidDataException">The folder holds a training of another model, other options or other data.</exception>
    public TrainingOutcome Run(string? folder, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        options.Validate();
        var file = new TrainingProgressFile(folder);
        curve.AddRange(file.Read(isBest: false, training.Restore) ?? []);
        shown = [.. curve];
        var end = TrainingEnd.Completed;
        while (training.EpochsDone < training.Epochs && end == TrainingEnd.Completed)
        {
            if (HasConverged) end = TrainingEnd.Converged;
            else if (!TryEpoch(file, progress, stop)) end = TrainingEnd.Stopped;
        }
        if (curve.Count == 0) return new TrainingOutcome(null, end, shown, 0);
        file.Read(isBest: true, training.Restore);
        return new TrainingOutcome(training.ToModel(), end, shown, training.EpochsDone);
    }

    EpochRecord? Best => curve.Where(epoch => epoch.Ndcg10 is not null).MaxBy(epoch => epoch.Ndcg10);

    bool HasConverged => Best is { } best && curve[^1].Number - best.Number >= options.Patience;

    /// <summary>One pass with its validation, kept; false when it was stopped.</summary>
    bool TryEpoch(TrainingProgressFile file, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var number = training.EpochsDone + 1;
        try
        {
            progress?.Report(Progress(number, 0));
            var loss = training.RunEpoch(progress is null ? null : new Within(this, number, progress), stop);
            var (ndcg, hits) = number % options.ValidateEvery == 0 || number == training.Epochs ? Validate() : (null, null);
            curve.Add(new EpochRecord(number, loss, ndcg, hits, time.GetElapsedTime(started).TotalSeconds));
            shown = [.. curve];
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        if (Best is null || Best.Number == number) file.Write(isBest: true, curve, training.Save);
        file.Write(isBest: false, curve, training.Save);
        progress?.Report(Progress(number, 1));
        return true;
    }

    (double? Ndcg10, double? HitRate10) Validate()
    {
        if (validation is null) return (null, null);
        using var model = training.ToModel();
        var figures = validation.Run(model, time).Metrics;
        return (figures["ndcg@10"], figures["hr@10"]);
    }

    TrainingProgress Progress(int number, double share)
    {
        TimeSpan? left = curve.Count == 0 ? null : TimeSpan.FromSeconds(curve.Average(epoch => epoch.Seconds) * (training.Epochs - number + 1 - share));
        return new TrainingProgress(number, training.Epochs, share, shown, Best?.Number, left);
    }

    /// <summary>The share of a pass as the progress of the whole, not more often than somebody can read.</summary>
    sealed class Within(Trainer trainer, int number, IProgress<TrainingProgress> whole) : IProgress<double>
    {
        long last = trainer.Time.GetTimestamp();

        public void Report(double value)
        {
            if (trainer.Time.GetElapsedTime(last) < ReportEvery) return;
            last = trainer.Time.GetTimestamp();
            whole.Report(trainer.Progress(number, value));
        }
    }
}
