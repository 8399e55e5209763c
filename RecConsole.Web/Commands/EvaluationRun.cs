using System.Text.Json.Nodes;
using RecConsole.Engine.Events;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Commands;

/// <summary>One evaluation from files to figures: read, cut, fit, rank.</summary>
public sealed record EvaluationRun
{
    public required ModelRecipe Recipe { get; init; }
    public required EvaluationDataset Dataset { get; init; }
    public required EvaluationProtocol Protocol { get; init; }
    public EvaluationPart? Part { get; init; }
    public bool KeepSeen { get; init; }
    public int? LimitUsers { get; init; }
    public ulong Seed { get; init; }
    public int? Epochs { get; init; }
    public required JsonObject Options { get; init; }

    /// <param name="progress">Lines on how far it is.</param>
    public EvaluationText Execute(TextWriter progress, TimeProvider time, CancellationToken cancellation)
    {
        var split = Dataset.IsGiven ? ReadGiven() : Cut(time, progress, cancellation);
        progress.WriteLine($"{split.Items.Count:N0} items, {split.Training.Count:N0} training events, {split.Cases.Count:N0} shoppers to ask: {split.Description}");
        var log = TrainingLog.Build(split.Training, new KindWeights(), cancellation);
        var options = (JsonObject)Options.DeepClone();
        if (Epochs is { } passes) options[EpochsOption()] = passes;
        var request = new FitRequest(log, options, Seed, time) { Progress = new FitLine(progress), Cancellation = cancellation };
        var started = time.GetTimestamp();
        using var model = Recipe.Fit(request);
        var trainSeconds = time.GetElapsedTime(started).TotalSeconds;
        progress.WriteLine($"{model.Key} fitted in {trainSeconds:0.00} s");
        var evaluator = new Evaluator(split, log, new EvaluationOptions
        {
            KeepSeen = KeepSeen, SampledNegatives = Protocol.Negatives, LimitUsers = LimitUsers, Seed = Seed, Cancellation = cancellation,
        });
        return new EvaluationText(this, split, model, evaluator.Run(model, time), trainSeconds);
    }

    EvaluationSplit Cut(TimeProvider time, TextWriter progress, CancellationToken cancellation)
    {
        var shop = new ShopImporter(time).Read(new ImportRequest(Dataset.Format, [Dataset.Path], ColumnMap.Empty), new ProgressLine(progress), cancellation);
        var part = Part ?? EvaluationPart.Test;
        var catalog = shop.Items.Select(item => item.Id);
        return Protocol.IsTemporal
            ? TemporalSplit.Cut(shop.Events, catalog, part, KeepSeen)
            : LeaveOneOutSplit.Cut(shop.Events, catalog, part, KeepSeen);
    }

    EvaluationSplit ReadGiven()
    {
        var given = SequenceSplit.Read(Dataset.Path);
        var part = Part ?? EvaluationPart.Validation;
        if (part == EvaluationPart.Test && given.Test.Count == 0)
            throw new ImportFailedException($"{Dataset.Path} has no test part: it wants test_output with a line for each of train_input, and lines of val_input that begin with exactly one of them.");
        // whatever is looked for belongs to the catalogue, whichever part is asked
        var items = given.Validation.Concat(given.Test).SelectMany(one => one.History.Append(one.Target));
        return GivenSplit.Of(given.Training, items, EventKind.View, part == EvaluationPart.Test ? given.Test : given.Validation, part,
            part == EvaluationPart.Test ? "train_input; val_input and val_output are the history, test_output is looked for" : "train_input; val_input is the history, val_output is looked for");
    }

    string EpochsOption() => Recipe.Key == IalsModel.Key ? "iterations"
        : throw new ArgumentException($"--epochs: {Recipe.Key} is not trained in passes.");

    /// <summary>A line for every stage that differs from the last.</summary>
    sealed class FitLine(TextWriter error) : IProgress<FitProgress>
    {
        string? last;

        public void Report(FitProgress value)
        {
            if (value.Stage != last) error.WriteLine(last = value.Stage);
        }
    }
}
