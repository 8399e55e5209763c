using System.Globalization;
using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Commands;

/// <summary>One evaluation from files to figures: read, cut, fit, rank.</summary>
public sealed record EvaluationRun
{
    /// <summary>Shoppers that a training is validated by after each pass.</summary>
    const int ValidationUsers = 2000;

    public required ModelRecipe Recipe { get; init; }
    public required EvaluationDataset Dataset { get; init; }
    public required EvaluationProtocol Protocol { get; init; }
    public EvaluationPart? Part { get; init; }
    public bool KeepSeen { get; init; }
    public int? LimitUsers { get; init; }
    public ulong Seed { get; init; }
    public int? Epochs { get; init; }

    /// <summary>Also measure how a share of the items would be ranked if the model did not know them; null: not.</summary>
    public double? ColdShare { get; init; }

    public required JsonObject Options { get; init; }

    /// <param name="progress">Lines on how far it is.</param>
    public EvaluationText Execute(TextWriter progress, TimeProvider time, CancellationToken cancellation)
    {
        var (split, watched, items) = Dataset.IsGiven ? (ReadGiven(), null, []) : Cut(time, progress, cancellation);
        progress.WriteLine($"{split.Items.Count:N0} items, {split.Training.Count:N0} training events, {split.Cases.Count:N0} shoppers to ask: {split.Description}");
        if (Recipe.Begin is not null && watched is null && Holdout.Of(split, ValidationUsers, Seed) is { } holdout)
        {
            watched = holdout;
            split = split with { Training = holdout.Training };
        }
        var log = TrainingLog.Build(split.Training, new KindWeights(), cancellation);
        var options = TrainingCourse.OptionsOf(new TrainingOrder(Recipe.Key) { Options = Options, Epochs = Epochs }, Recipe);
        var request = new FitRequest(log, options, Seed, time) { Progress = new FitLine(progress), Cancellation = cancellation };
        var started = time.GetTimestamp();
        using var model = Recipe.Begin is null ? Recipe.Fit(request) : Train(request, watched, progress, time);
        var trainSeconds = time.GetElapsedTime(started).TotalSeconds;
        progress.WriteLine($"{model.Key} fitted in {trainSeconds:0.00} s");
        var asking = new EvaluationOptions
        {
            KeepSeen = KeepSeen, SampledNegatives = Protocol.Negatives, LimitUsers = LimitUsers, Seed = Seed, Cancellation = cancellation,
        };
        var report = new Evaluator(split, log, asking).Run(model, time);
        return new EvaluationText(this, split, model, report, trainSeconds)
        {
            Classification = ClickStudy.Run(split, model, asking),
            Cold = ColdShare is { } share ? ColdItemStudy.Run(split, log, model.Artifact, items, share, asking, time) : null,
        };
    }

    /// <summary>The split, and what a training may be validated by: the protocol's own validation part where it has been left out of the training anyway.</summary>
    (EvaluationSplit Split, EvaluationSplit? Watched, IReadOnlyList<Item> Items) Cut(TimeProvider time, TextWriter progress, CancellationToken cancellation)
    {
        var shop = new ShopImporter(time).Read(new ImportRequest(Dataset.Format, [Dataset.Path], ColumnMap.Empty), new ProgressLine(progress), cancellation);
        var part = Part ?? EvaluationPart.Test;
        var catalog = shop.Items.Select(item => item.Id);
        if (Protocol.IsTemporal) return (TemporalSplit.Cut(shop.Events, catalog, part, KeepSeen), null, shop.Items);
        return (LeaveOneOutSplit.Cut(shop.Events, catalog, part, KeepSeen),
            part == EvaluationPart.Test ? LeaveOneOutSplit.Cut(shop.Events, catalog, EvaluationPart.Validation, KeepSeen) : null, shop.Items);
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

    /// <summary>Passes until the validation part is not ranked better any more, and the model of the best of them.</summary>
    IFittedModel Train(FitRequest request, EvaluationSplit? watched, TextWriter progress, TimeProvider time)
    {
        using var training = Recipe.Begin!(request);
        if (watched is not null) progress.WriteLine($"Validated after each pass by {watched.Cases.Count:N0} shoppers (at most {ValidationUsers:N0} of them): {watched.Description}");
        var validation = watched is null ? null : new Evaluator(watched, request.Log, new EvaluationOptions { KeepSeen = KeepSeen, Seed = Seed, LimitUsers = ValidationUsers, BootstrapResamples = 0, Cancellation = request.Cancellation });
        var outcome = new Trainer(training, validation, new TrainerOptions(), time).Run(null, new EpochLine(progress), request.Cancellation);
        return outcome.Model ?? throw new OperationCanceledException(request.Cancellation);
    }

    /// <summary>A line for every pass.</summary>
    sealed class EpochLine(TextWriter error) : IProgress<TrainingProgress>
    {
        int last;

        public void Report(TrainingProgress value)
        {
            if (value.Latest is not { } done || done.Number == last) return;
            last = done.Number;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pass {done.Number} of {value.Epochs}: loss {done.Loss:0.0000}, validation ndcg@10 {done.Ndcg10:0.0000}, hr@10 {done.HitRate10:0.0000}, {done.Seconds:0.0} s{(value.Best == done.Number ? ", the best so far" : "")}"));
        }
    }

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
