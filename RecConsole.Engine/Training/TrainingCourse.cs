using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>
/// In: a shop's interactions and what is wanted. Out: the model, fitted without what is held out, and how it ranks that. The
/// model that is measured is the one that may serve: it is not fitted again on everything, or nobody would know how that one does.
/// </summary>
public sealed class TrainingCourse(TrainingOrder order, TimeProvider time)
{
    internal const string IterationsOption = "iterations";
    const string EpochsOption = "epochs";

    /// <summary>The options that say for how long is trained.</summary>
    public static IReadOnlyList<string> LengthOptions { get; } = [EpochsOption, IterationsOption];

    /// <summary>Shoppers that the figures are of, at most: beyond it intervals hardly shrink, and a measurement takes minutes.</summary>
    const int MostAsked = 10_000;

    /// <summary>Passes without a better one after which a training ends that went on from a model: it begins where little is to be gained.</summary>
    const int WarmPatience = 3;

    /// <summary>Threads of the fit; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>What is gone on from; null begins from chance.</summary>
    public TrainingParent? Parent { get; init; }

    /// <param name="folder">Where a model that learns in passes is kept after each; null keeps nothing.</param>
    /// <exception cref="ArgumentException">There is nothing to learn from, or an option that the model does not have.</exception>
    /// <exception cref="InvalidDataException">The folder holds a training of other options or other data.</exception>
    /// <exception cref="OperationCanceledException">It was stopped outside the passes: nothing is kept.</exception>
    public CourseOutcome Run(IReadOnlyList<ShopEvent> events, IReadOnlyList<ItemId> catalog, string? folder, IProgress<CourseProgress>? progress, CancellationToken stop)
    {
        var recipe = ModelZoo.Find(order.Model) ?? throw new ArgumentException(UnknownModel(order.Model));
        var options = OptionsOf(Parent is null ? order : order with { Options = Parent.OptionsWith(order.Options, recipe) }, recipe);
        progress?.Report(new CourseProgress("Cutting the log", 0));
        var part = HeldOutPart.Of(events, catalog, order.Seed);
        var account = TrainingAccount.Begun with { Data = DataFingerprint.Of(events, part), Device = "cpu" };
        var split = part?.Split;
        EvaluationSplit? watched = null;
        if (recipe.Begin is not null && split is not null && Holdout.Of(split, HeldOutPart.MostShoppers, order.Seed) is { } holdout)
            (watched, split) = (holdout, split with { Training = holdout.Training });
        var log = TrainingLog.Build(split?.Training ?? events, new KindWeights(), stop);
        var warm = recipe.GoesOn ? Parent?.ToWarmStart(order, account.Data, log) : null;
        account = account with { Parent = Parent?.Artifact.Name, LearnedUntil = log.UnixSeconds.Length == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(log.UnixSeconds.Max()) };
        var request = new FitRequest(log, options, order.Seed, time)
        {
            Warm = warm, Threads = Threads, Cancellation = stop, Progress = progress is null ? null : new Stages(progress),
        };
        var started = time.GetTimestamp();
        IFittedModel? model;
        if (recipe.Begin is null)
        {
            model = recipe.Fit(request);
            account = account with { FitSeconds = time.GetElapsedTime(started).TotalSeconds };
        }
        else
        {
            using var training = recipe.Begin(request);
            var evaluator = watched is null ? null : new Evaluator(watched, log, Asked(HeldOutPart.MostShoppers, resamples: 0, stop));
            var outcome = new Trainer(training, evaluator, warm is null ? new TrainerOptions() : new TrainerOptions { Patience = WarmPatience }, time).Run(folder, progress is null ? null : new Passes(progress), stop);
            account = account with { Curve = outcome.Curve, Best = outcome.Best, FitSeconds = outcome.Curve.Sum(epoch => epoch.Seconds) };
            if (outcome.End == TrainingEnd.Stopped)
            {
                outcome.Model?.Dispose();
                return new CourseOutcome(null, account);
            }
            model = outcome.Model ?? throw new InvalidOperationException($"The training of {order.Model} ended without a pass.");
        }
        account = account with { Options = model.Card.Options.GetRawText(), Notes = [.. model.Card.Notes, .. FittedAnew(recipe)] };
        if (split is null) return new CourseOutcome(model, account);
        progress?.Report(new CourseProgress("Measuring", 0));
        try
        {
            return new CourseOutcome(model, account with
            {
                Figures = ModelFigures.Of(Measure(model, split, log, stop)) with { Classification = ClickStudy.Run(split, model, Asked(MostAsked, resamples: 0, stop)) },
            });
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    IReadOnlyList<string> FittedAnew(ModelRecipe recipe) => Parent is null || recipe.GoesOn
        ? []
        : [$"{recipe.Key} is fitted in closed form, which goes on from nothing: it was fitted again to the whole training part, with the options of {Parent.Artifact.Name}."];

    /// <summary>The figures on the part that was held out.</summary>
    /// <param name="log">The part that the model was fitted to: popularity is counted on it.</param>
    public EvaluationReport Measure(IFittedModel model, EvaluationSplit split, TrainingLog log, CancellationToken stop) =>
        new Evaluator(split, log, Asked(MostAsked, resamples: 1000, stop)).Run(model, time);

    EvaluationOptions Asked(int shoppers, int resamples, CancellationToken stop) =>
        new() { Seed = order.Seed, LimitUsers = shoppers, BootstrapResamples = resamples, Threads = Threads, Cancellation = stop };

    public static string UnknownModel(string key) => $"'{key}' is not a model of this version; there are {string.Join(", ", ModelZoo.All.Select(recipe => recipe.Key))}.";

    /// <summary>The options with the number of passes where the model keeps it.</summary>
    /// <exception cref="ArgumentException">The model is not trained in passes.</exception>
    public static JsonObject OptionsOf(TrainingOrder order, ModelRecipe recipe)
    {
        var options = (JsonObject)order.Options.DeepClone();
        if (order.Epochs is not { } passes) return options;
        options[recipe.Begin is not null ? EpochsOption
            : recipe.Key == IalsModel.Key ? IterationsOption
            : throw new ArgumentException($"{recipe.Key} is not trained in passes: leave the number of passes out.")] = passes;
        return options;
    }

    /// <summary>Whether the order can be carried out, as far as that can be said without data. Ranges are checked where it begins from chance: else some options are those of its parent.</summary>
    /// <exception cref="ArgumentException">The model has no such option, it has another type or range, or there are no passes to number; the message says what would be right.</exception>
    public static void Check(TrainingOrder order, ModelRecipe recipe)
    {
        var settings = recipe.Parse(OptionsOf(order, recipe));
        if (order.From is null) settings.Validate();
    }

    sealed class Stages(IProgress<CourseProgress> whole) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => whole.Report(new CourseProgress(value.Stage, value.Share));
    }

    sealed class Passes(IProgress<CourseProgress> whole) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            whole.Report(new CourseProgress($"Pass {value.Epoch} of {value.Epochs}", (value.Epoch - 1 + value.Share) / value.Epochs, value));
    }
}
