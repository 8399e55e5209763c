using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Commands;

/// <summary>What <c>evaluate</c> prints.</summary>
public sealed class EvaluationText(EvaluationRun run, EvaluationSplit split, IFittedModel model, EvaluationReport report, double trainSeconds)
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>How hidden items were ranked; null where that was not asked for, or nobody looked for one.</summary>
    public ColdItemReport? Cold { get; init; }

    /// <summary>How true a click model's probabilities are; null for other models.</summary>
    public ClickFigures? Classification { get; init; }

    double UsersPerSecond => report.Cases / report.Seconds;

    public string ToJson() => JsonSerializer.Serialize(new
    {
        model = model.Key,
        protocol = run.Protocol.Name,
        part = split.Part.ToString().ToLowerInvariant(),
        split = split.Description,
        keepSeen = run.KeepSeen,
        seed = run.Seed,
        users = report.Cases,
        usersWithoutHistory = split.WithoutHistory,
        items = report.Items,
        trainingEvents = split.Training.Count,
        metrics = report.Metrics,
        intervals = report.Intervals.ToDictionary(pair => pair.Key, pair => new { ciLower = pair.Value.Lower, ciUpper = pair.Value.Upper }),
        classification = Classification,
        coldTargetShare = report.ColdTargets,
        segments = report.Segments,
        trainSeconds,
        epochs = model.Card.Epochs,
        secondsPerEpoch = model.Card.SecondsPerEpoch,
        evaluateSeconds = report.Seconds,
        usersPerSecond = UsersPerSecond,
        device = "cpu",
        served = model.Card.Served,
        source = model.Card.Source,
        options = model.Card.Options,
        notes = model.Card.Notes,
        cold = Cold,
    }, Indented);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{model.Key} on {run.Dataset.Path}, {run.Protocol.Name}, {split.Part.ToString().ToLowerInvariant()}: {report.Cases:N0} shoppers, {report.Items:N0} items");
        text.AppendLine(CultureInfo.InvariantCulture, $"served as {model.Card.Served}");
        foreach (var (name, value) in report.Metrics)
            text.AppendLine(report.Intervals.TryGetValue(name, out var interval)
                ? string.Create(CultureInfo.InvariantCulture, $"{name,-20} {value:0.0000}   ({interval.Lower:0.0000} to {interval.Upper:0.0000})")
                : string.Create(CultureInfo.InvariantCulture, $"{name,-20} {value:0.0000}"));
        foreach (var segment in report.Segments)
            text.AppendLine(CultureInfo.InvariantCulture, $"{segment.Segment,-38} {segment.Cases,7:N0} shoppers   hr@10 {segment.HitRate10:0.0000}   ndcg@10 {segment.Ndcg10:0.0000}");
        if (Classification is { } probable)
        {
            Append(text, "click", probable.Ctr);
            if (probable.Cvr is { } purchases) Append(text, "purchase after it", purchases);
        }
        if (Cold is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Cold.Hidden:N0} items hidden, {Cold.Cases:N0} shoppers look for one of them; attributes explain {(Cold.Explained is { } explained ? string.Create(CultureInfo.InvariantCulture, $"{explained:0.000} of the embeddings' variance") : "nothing of the embeddings")}");
            foreach (var one in Cold.Figures)
                text.AppendLine(CultureInfo.InvariantCulture, $"hidden items by embedding: {one.Embeddings,-6} hr@10 {one.HitRate10:0.0000}   ndcg@10 {one.Ndcg10:0.0000}   auc {one.Auc:0.000}");
        }
        foreach (var note in model.Card.Notes) text.AppendLine(note);
        text.Append(CultureInfo.InvariantCulture, $"fitted in {trainSeconds:0.00} s, ranked {UsersPerSecond:N0} shoppers/s on the cpu");
        return text.ToString();
    }

    static void Append(StringBuilder text, string what, ClassificationFigures figures)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"probability of a {what}: {figures.Pairs:N0} pairs, base rate {figures.BaseRate:0.000}, log loss {figures.LogLoss:0.0000} (the base rate's {figures.BaseLogLoss:0.0000}), calibration error {figures.CalibrationError:0.0000}, auc {figures.Auc:0.000}");
        text.AppendLine(CultureInfo.InvariantCulture, $"yes from one half: accuracy {figures.Accuracy:0.000}, precision {figures.Precision:0.000}, recall {figures.Recall:0.000}, f1 {figures.F1:0.000}");
    }
}
