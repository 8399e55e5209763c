using System.Text.Json;
using System.Text.Json.Nodes;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Api;

/// <summary>A model as <c>/api/v1/models</c> gives it.</summary>
/// <param name="State">candidate, published or retired.</param>
/// <param name="Path">Its folder in the data directory: <c>encoder.onnx</c> and <c>embeddings.bin</c>, or its lists.</param>
/// <param name="IsPromoted">Whether it came to serve, the last time, by a promotion or a roll-back: only people, and renewals that pass their checks, change that. Else RecConsole fitted it by itself.</param>
/// <param name="Training">Null for a model that RecConsole fitted by itself to the whole log: nothing was left to measure it by, so that it has no figures.</param>
/// <param name="Unfit">Why it can never serve here; null when it may be asked for.</param>
public sealed record ModelDocument(
    string Name, string Key, string Hash, string State, DateTimeOffset TrainedAt, string Path, bool IsKept, bool IsPromoted, string? Unfit, TrainingDocument? Training, ChecksDocument? Checks, PromotionDocument? Promotion)
{
    internal static ModelDocument Of(ModelEntry entry) => new(
        entry.Name, entry.Row.Key, entry.Row.Hash, entry.State.ToString().ToLowerInvariant(), entry.TrainedAt, entry.Row.Path, entry.IsKept, entry.Row.IsPromoted, entry.Unfit,
        entry.Training is { } training ? TrainingDocument.Of(training) : null, entry.Check is { } check ? ChecksDocument.Of(check) : null,
        entry.Promotion is { } promotion ? PromotionDocument.Of(promotion, null) : null);
}

/// <param name="Trainings">Running, stopped and failed.</param>
/// <param name="Running">How far the running one is; null while none runs.</param>
public sealed record ModelsDocument(IReadOnlyList<ModelDocument> Models, IReadOnlyList<TrainingDocument> Trainings, TrainingProgressDocument? Running);

/// <param name="From">Name of the model that it went on from; null where it began from chance.</param>
/// <param name="Classification">How true a click model's probabilities are; null for other models.</param>
public sealed record TrainingDocument(
    long Number, string Key, string State, string? Model, string? Dataset, JsonObject Options, JsonElement? AllOptions, int? Epochs, ulong Seed, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string By, string? Cause,
    DataFingerprint? Data, int? Cases, IReadOnlyDictionary<string, MetricDocument>? Metrics, IReadOnlyList<EpochRecord> Curve, int Best, double FitSeconds, string? Device, string? Problem, IReadOnlyList<string> Notes, string? From, double? Replay,
    ClickFigures? Classification)
{
    internal static TrainingDocument Of(TrainingEntry entry) => new(
        entry.Number, entry.Order.Model, entry.State.ToString().ToLowerInvariant(), entry.ModelName, entry.Order.Dataset, entry.Order.Options,
        entry.Account.Options is { } options ? JsonSerializer.Deserialize<JsonElement>(options) : null, entry.Order.Epochs, entry.Order.Seed, entry.StartedAt, entry.Account.EndedAt, entry.ByName,
        entry.Order.Cause, entry.Account.Data, entry.Account.Figures?.Cases, entry.Account.Figures?.Metrics.ToDictionary(pair => pair.Key, pair => MetricDocument.Of(pair.Value, entry.Account.Figures, pair.Key)),
        entry.Account.Curve, entry.Account.Best, entry.Account.FitSeconds, entry.Account.Device, entry.Account.Problem, entry.Account.Notes, entry.Order.From, entry.Order.Replay,
        entry.Account.Figures?.Classification);
}

/// <summary>A figure with its 95 % bootstrap interval over shoppers; the ends are null where it is not a mean over them.</summary>
public sealed record MetricDocument(double Value, double? CiLower, double? CiUpper)
{
    internal static MetricDocument Of(double value, ModelFigures figures, string name) =>
        figures.Intervals.TryGetValue(name, out var interval) ? new(value, interval.Lower, interval.Upper) : new(value, null, null);
}

/// <param name="Share">Of the stage, from 0 to 1.</param>
/// <param name="SecondsLeft">Of all passes that were asked for; it may end earlier.</param>
public sealed record TrainingProgressDocument(long Training, string Key, string Stage, double Share, int? Epoch, int? Epochs, double? SecondsLeft, bool IsStopping)
{
    internal static TrainingProgressDocument? Of(TrainingJob? job) => job is not { IsRunning: true } ? null : new(
        job.Entry.Number, job.Entry.Order.Model, job.Progress.Stage, job.Progress.Share, job.Progress.Passes?.Epoch, job.Progress.Passes?.Epochs, job.Progress.Passes?.Left?.TotalSeconds, job.IsStopping);
}

public sealed record ChecksDocument(DateTimeOffset At, bool Passed, string? Against, IReadOnlyList<GateCheck> Checks)
{
    internal static ChecksDocument Of(GateReport report) => new(report.At, report.Passed, report.Against, report.Checks);
}

/// <param name="Was">Hash of the model that served before; null when none did.</param>
public sealed record PromotionDocument(string Hash, string? Was, DateTimeOffset At, string By, string Kind, string? Reason, ChecksDocument? Checks)
{
    internal static PromotionDocument Of(Promotion promotion, GateReport? report) => new(
        promotion.Hash, promotion.Was, promotion.At, promotion.ByName, promotion.Kind.ToString(), promotion.Reason, report is null ? null : ChecksDocument.Of(report));
}
