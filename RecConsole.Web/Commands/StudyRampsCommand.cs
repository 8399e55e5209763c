using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RecConsole.Engine.Experiments;

namespace RecConsole.Web.Commands;

/// <summary><c>study ramps</c>: how often a guardrail rolls back a ramp that harms nobody, and how soon one that does.</summary>
public static class StudyRampsCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var ramps = StudyCommand.Whole("--runs", "Simulated ramps of each kind", 1_000, 10, 100_000);
        var harms = new Option<string>("--harm") { Description = "Shares that conversion and revenue lose, each a study of its own; 0 is a healthy ramp", HelpName = "H,H,...", DefaultValueFactory = _ => "0,0.2,0.5" };
        harms.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Parse(text) is null) result.AddError($"--harm: '{text}' is no list of shares of 0 or more and below 1, such as 0,0.2.");
        });
        var seed = StudyCommand.Seed();
        var command = new Command("ramps", "How often guardrails roll back ramps that harm nobody, and how soon those that do: 1, 5, 10, 25, 50, 100 %, 20 looks at each step") { ramps, harms, seed, CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            var found = Parse(parsed.GetValue(harms)!)!.Select(harm => (Harm: harm, Result: new RampStudy(parsed.GetValue(ramps), harm, (ulong)parsed.GetValue(seed)).Run(cancellation))).ToList();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson()
                ? JsonSerializer.Serialize(found.Select(one => new { harm = one.Harm, one.Result.Ramps, one.Result.RolledBack, one.Result.Share, one.Result.MedianUnits }), Json)
                : string.Join(Environment.NewLine, found.Select(one => ToText(one.Harm, one.Result))));
            return CommandLine.Success;
        });
        return command;
    }

    static string ToText(double harm, RampStudyResult found) => string.Create(CultureInfo.InvariantCulture,
        $"{(harm == 0 ? "nothing lost" : $"conversion and revenue {-harm:0%}"),-30} {found.RolledBack:N0} of {found.Ramps:N0} ramps rolled back ({found.Share:0.0%}){(found.MedianUnits is { } units ? $", half of them within {units:N0} units" : "")}");

    static double[]? Parse(string text)
    {
        var harms = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var harm) && harm is >= 0 and < 1 ? harm : -1).ToArray();
        return harms.All(harm => harm >= 0) ? harms : null;
    }
}
