using System.CommandLine;
using System.Text.Json;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Slates;

namespace RecConsole.Web.Commands;

/// <summary><c>replay SLATE</c>: recomputes a logged slate. Exit 0 when it is identical, 1 when it is not or cannot be recomputed.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        var slate = new Argument<string>("SLATE") { Description = "The id of a served slate, as slateId names it" };
        var command = new Command("replay", "Recompute a logged slate: identical, or the largest difference and why") { slate, CommandOptions.Json() };
        command.SetAction((parsed, _) => RunAsync(parsed, parsed.GetRequiredValue(slate)));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string id)
    {
        var directory = parsed.DataDirectory();
        if (!File.Exists(Path.Combine(directory, Engine.Storage.Database.FileName)))
            throw new CommandFailedException($"There is no shop in {directory}: name its directory with --data.");
        ReplayReport? report;
        try
        {
            report = SlateReplays.Run(directory, new SlateId(id), TimeProvider.System);
        }
        catch (BrokenModelException broken)
        {
            throw new CommandFailedException(broken.Message, broken);
        }
        if (report is null) throw new CommandFailedException($"The log in {directory} has no slate '{id}': it may have expired (Slates:SlatesKept), or the id is another's.");
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? JsonSerializer.Serialize(Answer.Of(report), JsonSerializerOptions.Web) : Text(report));
        return report.IsIdentical ? CommandLine.Success : CommandLine.WorkFailed;
    }

    static string Text(ReplayReport report)
    {
        var scores = report.LargestScoreDifference is { } difference
            ? FormattableString.Invariant($"Scores agree within {difference:g2} (rounding accounts for {report.LargestAllowed:g2} at {report.Item}).")
            : null;
        return report.IsIdentical
            ? $"Slate {report.Slate} is identical. {scores}"
            : !report.IsRecomputed ? $"Slate {report.Slate} cannot be recomputed:\n{string.Join('\n', report.Differences.Select(line => $"- {line}"))}"
            : $"Slate {report.Slate} is not identical:\n{string.Join('\n', report.Differences.Select(line => $"- {line}"))}";
    }

    /// <param name="Identical">Null where the slate cannot be recomputed.</param>
    sealed record Answer(string Slate, bool? Identical, double? LargestScoreDifference, double? LargestAllowed, string? Item, IReadOnlyList<string> Differences)
    {
        public static Answer Of(ReplayReport report) =>
            new(report.Slate, report.IsRecomputed ? report.IsIdentical : null, report.LargestScoreDifference, report.LargestAllowed, report.Item, report.Differences);
    }
}
