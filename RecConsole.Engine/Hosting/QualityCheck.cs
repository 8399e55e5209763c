using System.Globalization;
using System.Text.Json;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a candidate and the model that serves. Out: whether the candidate ranks the same cases not worse, by nDCG@10: the upper end
/// of the paired difference's 95 % bootstrap interval is not below zero. The cases are the candidate's own held-out part. A model
/// that serves has often learnt from them (RecConsole renews its own on the whole log): then its kind is fitted with its options to
/// the part that the candidate had, and that is asked in its place; else the past would be ranked by who has seen it.
/// </summary>
public sealed class QualityCheck(ModelTrainer trainer, ModelRegistry registry, ModelShelf shelf, TimeProvider time)
{
    const string Name = "quality";
    const string Unit = "nDCG@10";

    /// <summary>Seconds of work: run it on a quiet thread.</summary>
    public GateCheck Run(ModelEntry candidate, CancellationToken cancellation)
    {
        if (shelf.Serving is not { } serving) return new GateCheck(Name, true, "No model serves yet: there is nothing to be worse than.");
        if (candidate.Training is not { Account.Data: { } data } training)
            return Failed($"It was fitted by RecConsole itself and never measured. Train {candidate.Row.Key} to have it measured.");
        var events = trainer.ReadInteractions(data.Interactions, cancellation);
        if (events.Count == 0) return Failed("The log that it was measured on is gone. Train it again.");
        var part = HeldOutPart.Of(events, trainer.ReadCatalog(), training.Order.Seed);
        if (part is null) return Failed("Nothing could be held out to measure it by: no shopper has three items. Wait for more events and train it again.");
        if (DataFingerprint.Of(events, part).Hash != data.Hash) return Failed("The log that it was measured on has changed. Train it again.");

        var split = part.Split;
        var log = TrainingLog.Build(split.Training, new KindWeights(), cancellation);
        var course = new TrainingCourse(training.Order, time) { Threads = QuietThread.Threads };
        using var opened = shelf.Open(candidate.Row);
        using var ours = FittedModel.Of(opened.Artifact);
        var isFair = HasNotSeen(registry.FindPublished()?.Training, training);
        using var theirs = isFair ? FittedModel.Of(serving) : Refit(serving, log, training.Order.Seed, cancellation);
        var mine = course.Measure(ours, split, log, cancellation);
        var other = course.Measure(theirs, split, log, cancellation);
        var difference = PairedDifference.Of(mine.Ndcg10ByCase, other.Ndcg10ByCase, training.Order.Seed);
        var whom = isFair ? serving.Name : $"{serving.Key} as it serves, fitted to the same part because {serving.Name} has learnt from the cases";
        var words = string.Create(CultureInfo.InvariantCulture,
            $"{difference.Value:+0.0000;-0.0000;0.0000} nDCG@10 ({difference.Lower:+0.0000;-0.0000;0.0000} to {difference.Upper:+0.0000;-0.0000;0.0000}) on {mine.Cases:N0} cases: {mine.Metrics["ndcg@10"]:0.0000} against {other.Metrics["ndcg@10"]:0.0000} of {whom}.");
        return difference.Upper >= 0
            ? new GateCheck(Name, true, $"Not worse: {words}", difference.Value, 0, Unit)
            : new GateCheck(Name, false, $"Worse: {words} The interval must reach zero: try other options, more passes or another model.", difference.Value, 0, Unit);
    }

    /// <summary>Whether the model that serves was trained on the same part, or on an earlier state of the log that was cut by time.</summary>
    internal static bool HasNotSeen(TrainingEntry? serving, TrainingEntry candidate) =>
        serving is { Account.Data: { } theirs, Order.Dataset: null } && candidate.Account.Data is { } ours && theirs.IsBlindTo(ours, serving.Order.Seed == candidate.Order.Seed);

    IFittedModel Refit(ModelArtifact serving, TrainingLog log, ulong seed, CancellationToken cancellation)
    {
        var recipe = ModelZoo.Find(serving.Key) ?? throw new InvalidOperationException($"The model that serves, {serving.Key}, is not of this version's zoo.");
        var options = JsonSerializer.SerializeToNode(serving.Training.Options)!.AsObject();
        if (recipe.Begin is not null) options["epochs"] = Math.Max(1, serving.Card.Epochs);
        return recipe.Fit(new FitRequest(log, options, seed, time) { Threads = QuietThread.Threads, Cancellation = cancellation });
    }

    static GateCheck Failed(string sentence) => new(Name, false, sentence);
}
