using System.CommandLine;

namespace RecConsole.Web.Commands;

/// <summary><c>bench whatif</c>: the study of a draft, as the impact tab asks for it.</summary>
public static class BenchWhatIfCommand
{
    public static Command Create()
    {
        var items = Whole("--items", "Items in the catalogue", 100_000, 200, 2_000_000);
        var requests = Whole("--requests", "Logged requests, all of them sampled", 10_000, 1, 100_000);
        var command = new Command("whatif", "The study of a draft against live on logged requests: movement, exposure and estimates; the log is in memory")
        {
            items, requests, CommandOptions.Json(),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new WhatIfBench(parsed.GetValue(items), parsed.GetValue(requests)).Run(cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
            return CommandLine.Success;
        });
        return command;
    }

    static Option<int> Whole(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var given) && (given < least || given > most)) result.AddError($"{name} lies between {least} and {most}, not {given}.");
        });
        return option;
    }
}
