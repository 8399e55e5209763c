using System.Globalization;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Training;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Pages;

/// <summary>How models and trainings are written on their page.</summary>
static class ModelWords
{
    public static string Tone(ModelState state) => state switch { ModelState.Published => "good", ModelState.Candidate => "accent", _ => "" };

    public static string Tone(TrainingState state) => state switch { TrainingState.Done => "good", TrainingState.Running => "accent", TrainingState.Failed => "bad", _ => "warn" };

    public static string Capital(Enum value) => value.ToString();

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
