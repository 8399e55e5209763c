using System.Globalization;
using System.Text;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Training;
using RecConsole.Web.Commands;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Pages;

/// <summary>How models and trainings are written on their page.</summary>
static class ModelWords
{
    public static string Tone(ModelState state) => state switch { ModelState.Published => "good", ModelState.Candidate => "accent", _ => "" };

    public static string Tone(TrainingState state) => state switch { TrainingState.Done => "good", TrainingState.Running => "accent", TrainingState.Failed => "bad", _ => "warn" };

    /// <summary>Whose doing it is that the model serves, in few words.</summary>
    public static string ByWhomItServes(ModelEntry model) => model is { Row.IsPromoted: true, Promotion: { } last }
        ? $"{(last.Kind == PromotionKind.RolledBack ? "rolled back to" : "chosen")} by {last.ByName}"
        : "fitted automatically";

    /// <summary>The same, and when.</summary>
    public static string WhyItServes(ModelEntry model) => model is { Row.IsPromoted: true, Promotion: { } last }
        ? $"{ByWhomItServes(model)} on {Formatting.Time(last.At)}{(last.Kind == PromotionKind.Overridden ? ", against its checks" : "")}"
        : ByWhomItServes(model);

    /// <summary>What changes that, besides people.</summary>
    public static string HowLongItServes(ModelEntry model, TrainingPolicy policy)
    {
        if (!model.Row.IsPromoted) return "Nobody has chosen a model for this log yet: RecConsole fits this kind anew by itself, without checks, when the log has grown by a fifth. What you promote stays.";
        IEnumerable<string> renewals = [.. policy.RetrainEvery == TimeSpan.Zero ? [] : (string[])[$"every {SpanWords.Of(policy.RetrainEvery)}"], .. policy.RetrainOnDrift ? (string[])["when its figures drift"] : []];
        return renewals.Any()
            ? $"It stays until somebody promotes another or rolls back, or a renewal ({string.Join(" and ", renewals)}) passes its checks."
            : "It stays until somebody promotes another or rolls back: renewal is switched off (Training:RetrainEvery, Training:RetrainOnDrift).";
    }

    /// <summary>Why there are no figures of a model; null where there are.</summary>
    public static string? WhyNoFigures(ModelEntry model) =>
        model.Training is null ? $"No figures: RecConsole fitted it by itself to the whole log, so that nothing was left to measure it by. Train {model.Row.Key} to have one of its kind measured on what it has not seen."
        : model.Training.Account.Figures is null ? "No figures: no shopper has items enough to hold one out."
        : null;

    /// <summary>The command that trains it again.</summary>
    public static string CommandOf(TrainingOrder order)
    {
        var words = new StringBuilder("train ").Append(order.Model);
        if (order.Dataset is { } dataset) words.Append(" --dataset ").Append(dataset);
        if (order.Epochs is { } epochs) words.Append(CultureInfo.InvariantCulture, $" --epochs {epochs}");
        words.Append(CultureInfo.InvariantCulture, $" --seed {order.Seed}");
        if (order.From is { } from) words.Append(" --from ").Append(from);
        if (order.Replay is { } replay) words.Append(CultureInfo.InvariantCulture, $" --replay {replay}");
        if (order.Options.Count > 0) words.Append(" --set ").Append(ModelOptionText.Write(order.Options));
        return words.ToString();
    }

    /// <summary>Four digits, as papers have it.</summary>
    public static string Figure(double? value) => Formatting.Number(value, 4);

    public static string? Metric(TrainingEntry? training, string name) =>
        training?.Account.Figures is { } figures && figures.Metrics.TryGetValue(name, out var value) ? Figure(value) : null;

    /// <summary>0.0912 to 0.1031; null where there is none.</summary>
    public static string? Range(TrainingEntry? training, string name) =>
        training?.Account.Figures is { } figures && figures.Intervals.TryGetValue(name, out var interval) ? $"{Figure(interval.Lower)} to {Figure(interval.Upper)}" : null;

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{(int)seconds / 3600} h {(int)seconds / 60 % 60} min",
    };

    public static string Check(GateCheck check) => check.Name switch { "quality" => "Quality against what serves", "smoke" => "Ranks here", "latency" => "Encodes in time", _ => check.Name };

    /// <summary>A reliability diagram: what was said against what came true, a point for each tenth of the probabilities.</summary>
    public static StudyFigure Calibration(string model, ClickFigures figures)
    {
        (string Name, ClassificationFigures? Figures)[] heads = [("click", figures.Ctr), ("purchase after a click", figures.Cvr)];
        var known = heads.Where(head => head.Figures is not null).ToArray();
        return new StudyFigure("lines", "Calibration",
            $"{model}: what was said against what came true, on pairs that were held out; calibration error {string.Join(", ", known.Select(head => $"{Figure(head.Figures!.CalibrationError)} ({head.Name})"))}",
            ["Probability of", "From", "To", "Pairs", "Mean probability", "Share that came true"],
            [.. known.SelectMany(head => head.Figures!.Bins.Select(bin => (object[])[head.Name, bin.From, bin.To, bin.Pairs, Math.Round(bin.Probability, 6), Math.Round(bin.Share, 6)]))])
        {
            XTitle = "mean probability", YTitle = "share that came true", XTick = ".1f",
            Lines =
            [
                .. known.Select(head => new StudyFigure.Line(head.Name, [.. head.Figures!.Bins.Select(bin => bin.Probability)], [.. head.Figures!.Bins.Select(bin => bin.Share)], false)),
                new("perfectly calibrated", [0, 1], [0, 1], false),
            ],
        };
    }

    public static string Pairs(ClickFigures figures) =>
        $"{Formatting.Number((long)figures.Ctr.Pairs)} pairs of a shopper and an item, {Formatting.Percent(figures.Ctr.BaseRate, 1)} dealt with; the others drawn at random, so it is no rate of clicks on a page";

    public static IReadOnlyList<(string Name, double? Click, double? Purchase)> Classified(ClickFigures figures)
    {
        return
        [
            Row("Base rate", one => one.BaseRate), Row("Accuracy", one => one.Accuracy), Row("Precision", one => one.Precision), Row("Recall", one => one.Recall), Row("F1", one => one.F1),
            Row("Log loss", one => one.LogLoss), Row("Log loss of the base rate", one => one.BaseLogLoss), Row("Calibration error", one => one.CalibrationError), Row("AUC", one => one.Auc),
        ];

        (string, double?, double?) Row(string name, Func<ClassificationFigures, double?> of) => (name, of(figures.Ctr), figures.Cvr is { } purchases ? of(purchases) : null);
    }

    public static StudyFigure Curve(string model, IReadOnlyList<EpochRecord> passes, int? best)
    {
        var validated = passes.Where(pass => pass.Ndcg10 is not null).ToList();
        return new StudyFigure("lines", "Learning curve",
            $"{model}: {Formatting.Count(passes.Count, "pass", "passes")}{(best is > 0 ? $", the best by validation is pass {best}" : "")}",
            ["Pass", "Loss", "Validation nDCG@10", "Validation HR@10", "Seconds"],
            [.. passes.Select(pass => (object[])[pass.Number, Finite(pass.Loss), pass.Ndcg10 is { } n ? Math.Round(n, 6) : "", pass.HitRate10 is { } h ? Math.Round(h, 6) : "", Math.Round(pass.Seconds, 2)])])
        {
            XTitle = "pass", YTitle = "loss", Y2Title = "validation nDCG@10",
            Lines =
            [
                new("loss", [.. passes.Select(pass => (double)pass.Number)], [.. passes.Select(pass => double.IsFinite(pass.Loss) ? pass.Loss : 0)], false),
                new("validation nDCG@10", [.. validated.Select(pass => (double)pass.Number)], [.. validated.Select(pass => pass.Ndcg10!.Value)], true),
            ],
        };

        static object Finite(double loss) => double.IsFinite(loss) ? Math.Round(loss, 6) : "not a number";
    }
}
