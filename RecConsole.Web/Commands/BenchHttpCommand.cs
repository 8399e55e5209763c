using System.CommandLine;

namespace RecConsole.Web.Commands;

/// <summary><c>bench http</c>: slates a second over HTTP, beside a plain POST on the same server in the same run.</summary>
public static class BenchHttpCommand
{
    public static Command Create()
    {
        var items = Positive("--items", "Items in the catalogue", 100_000);
        var dim = Positive("--dim", "Columns of the embedding", 64);
        var connections = Positive("--connections", "Keep-alive connections, each with one request under way", 64);
        var seconds = new Option<double>("--seconds") { Description = "Length of one run; there are three of ours and three of the reference", HelpName = "T", DefaultValueFactory = _ => 5 };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var given) && given is not (> 0 and <= 3600)) result.AddError("--seconds is more than 0 and at most 3600.");
        });
        var command = new Command("http", "Slates a second over HTTP, encoder and slate log included, beside a plain POST of the same run")
        {
            items, dim, connections, seconds, CommandOptions.Json(),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = await new HttpBench(new HttpBenchOptions
            {
                Items = parsed.GetValue(items),
                Dim = parsed.GetValue(dim),
                Connections = parsed.GetValue(connections),
                Seconds = parsed.GetValue(seconds),
                DataDirectory = parsed.DataDirectory(),
            }).RunAsync(parsed.InvocationConfiguration.Error, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
            return CommandLine.Success;
        });
        return command;
    }

    static Option<int> Positive(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var given) && given < 1) result.AddError($"{name} is 1 or more, not {given}.");
        });
        return option;
    }
}
