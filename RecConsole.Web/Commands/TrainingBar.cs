using System.Globalization;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Commands;

/// <summary>A training on standard error: on a terminal one bar that is written over, elsewhere a line for each pass and stage.</summary>
sealed class TrainingBar(TextWriter error, bool isTerminal) : IProgress<CourseProgress>
{
    const int Width = 24;

    readonly Lock gate = new();
    string? lastStage;
    int written;
    int lastLength;

    public void Report(CourseProgress value)
    {
        lock (gate)
        {
            if (isTerminal) Overwrite(BarOf(value));
            else if (value.Passes is { } passes) WriteNewPasses(passes);
            else if (value.Stage != lastStage) error.WriteLine(lastStage = value.Stage);
        }
    }

    /// <summary>Leaves the bar's line.</summary>
    public void End()
    {
        if (isTerminal && lastLength > 0) error.WriteLine();
    }

    void WriteNewPasses(TrainingProgress passes)
    {
        for (; written < passes.Curve.Count; written++) error.WriteLine($"pass {passes.Curve[written].Number} of {passes.Epochs}: {Figures(passes.Curve[written])}{(passes.Best == passes.Curve[written].Number ? ", the best so far" : "")}");
    }

    void Overwrite(string line)
    {
        error.Write($"\r{line.PadRight(lastLength)}");
        lastLength = line.Length;
    }

    static string BarOf(CourseProgress value)
    {
        var full = (int)Math.Clamp(value.Share * Width, 0, Width);
        var bar = $"[{new string('#', full)}{new string('.', Width - full)}] {value.Stage}";
        if (value.Passes is not { } passes) return bar;
        var left = passes.Left is { } span ? $", {(int)span.TotalMinutes}:{span.Seconds:00} left" : "";
        return passes.Latest is { } latest ? $"{bar}: {Figures(latest)}{left}" : bar;
    }

    static string Figures(EpochRecord pass) => string.Create(CultureInfo.InvariantCulture, $"loss {pass.Loss:0.0000}")
        + (pass.Ndcg10 is { } ndcg ? string.Create(CultureInfo.InvariantCulture, $", validation ndcg@10 {ndcg:0.0000}") : "");
}
