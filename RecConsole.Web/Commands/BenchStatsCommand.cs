using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary><c>bench stats</c>: how long an A/B test takes from its sums.</summary>
public static class BenchStatsCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("stats", "Microseconds for an A/B test from its sums, test by test, on one thread") { CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            var timings = StatsBench.Run(cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? JsonSerializer.Serialize(new { runs = StatsBench.Runs, tests = timings }, Json) : ToText(timings));
            return CommandLine.Success;
        });
        return command;
    }

    static string ToText(IReadOnlyList<StatsTiming> timings)
    {
        var text = new StringBuilder();
        foreach (var one in timings) text.AppendLine(CultureInfo.InvariantCulture, $"{one.Name,-44} {one.Micros,10:0.00} µs   ({one.LeastMicros:0.00} to {one.MostMicros:0.00})");
        text.Append(CultureInfo.InvariantCulture, $"Medians of {StatsBench.Runs} runs, in brackets the least and the most.");
        return text.ToString();
    }
}
