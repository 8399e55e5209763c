using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Commands;

/// <summary><c>study calibration</c>: false alarms and coverage of the statistics of experiments, by simulation.</summary>
public static class StudyCalibrationCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var runs = StudyCommand.Whole("--runs", "Simulated experiments", 10_000, 100, 1_000_000);
        var seed = StudyCommand.Seed();
        var command = new Command("calibration", "How often the tests of experiments alarm where nothing differs, at one look and over 200, and how often their intervals hold a known effect") { runs, seed, CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            var started = Stopwatch.GetTimestamp();
            var report = new Calibration(parsed.GetValue(runs), (ulong)parsed.GetValue(seed)).Run(cancellation);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? ToJson(report, seconds) : ToText(report, seconds));
            return report.Checks.All(check => check.Passes) ? CommandLine.Success : CommandLine.WorkFailed;
        });
        return command;
    }

    static string ToJson(CalibrationReport report, double seconds) => JsonSerializer.Serialize(new
    {
        runs = report.Of.Runs,
        seed = report.Of.Seed,
        unitsPerArm = report.Of.Units,
        looks = Calibration.Looks,
        unitsPerArmAndLook = report.Of.UnitsPerLook,
        checks = report.Checks.Select(check => new { name = check.Name, count = check.Count, share = check.Share, promised = check.Promised, least = check.Bounds.Least, most = check.Bounds.Most, pass = check.Passes }),
        peeking = new { alarms = report.Peeked, share = report.Peeked / (double)report.Of.Runs },
        viewsAsUnits = new { alarms = report.ViewsAsUnits, share = report.ViewsAsUnits / (double)report.Of.Runs },
        cuped = report.Cuped.Select(one => new { correlation = one.Correlation, expected = one.Expected, claimed = one.Claimed, real = one.Real }),
        seconds,
    }, Json);

    static string ToText(CalibrationReport report, double seconds)
    {
        var text = new StringBuilder();
        foreach (var check in report.Checks)
            text.AppendLine(CultureInfo.InvariantCulture, $"{(check.Passes ? "pass" : "FAIL")}  {check.Name,-72} {check.Share,7:0.00%}   (of {report.Of.Runs:N0} runs {check.Count:N0}; {check.Bounds.Least:N0} to {check.Bounds.Most:N0} pass)");
        text.AppendLine(CultureInfo.InvariantCulture, $"      for comparison: Welch looked at {Calibration.Looks} times alarms in {report.Peeked / (double)report.Of.Runs:0.0%}; a ratio that takes views for units in {report.ViewsAsUnits / (double)report.Of.Runs:0.0%}");
        foreach (var one in report.Cuped)
            text.AppendLine(CultureInfo.InvariantCulture, $"      CUPED at correlation {one.Correlation:0.0}: takes {one.Real:0.0%} of the variance, says {one.Claimed:0.0%}, the square of the correlation is {one.Expected:0.0%}");
        text.Append(CultureInfo.InvariantCulture, $"{report.Of.Runs:N0} runs of {report.Of.Units:N0} units an arm, and of {Calibration.Looks} looks with {report.Of.UnitsPerLook} more each; seed {report.Of.Seed}; {seconds:0} s");
        return text.ToString();
    }
}
