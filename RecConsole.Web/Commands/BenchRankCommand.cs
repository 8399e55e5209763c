using System.CommandLine;
using RecConsole.Engine.Graph;

namespace RecConsole.Web.Commands;

/// <summary><c>bench rank</c>: the product and its top lists, beside a reference of the same run.</summary>
public static class BenchRankCommand
{
    public static Command Create()
    {
        var items = Positive("--items", "Items in the catalogue", 100_000);
        var dim = Positive("--dim", "Columns of the embedding", 64);
        var batch = Positive("--batch", "Requests that share one product", 128);
        var top = Positive("--top", "Items in each list", 100);
        var seconds = new Option<double>("--seconds") { Description = "How long to measure, half of it the reference", DefaultValueFactory = _ => 10 };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var given) && given is not (> 0 and <= 3600)) result.AddError("--seconds is more than 0 and at most 3600.");
        });
        var device = new Option<ComputeDevice>("--device") { Description = "cpu or cuda", DefaultValueFactory = _ => ComputeDevice.Cpu };
        var command = new Command("rank", "The product of the catalogue with a batch of requests and its top lists, beside ONNX Runtime's MatMul and TopK")
        {
            items, dim, batch, top, seconds, device, CommandOptions.Json(),
        };
        command.Validators.Add(result =>
        {
            bool IsWhole(Option<int> option) => result.GetResult(option)?.Tokens is not [{ Value: var text }] || int.TryParse(text, out _);
            if (!IsWhole(items) || !IsWhole(dim)) return; // that has its own complaint
            var floats = (long)result.GetValue(items) * Math.Max(result.GetValue(dim), 16);
            if (floats > 1L << 29) result.AddError($"{floats:N0} floats of embeddings do not fit: --items times --dim is at most {1L << 29:N0}.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var report = new RankBench(new RankBenchOptions
            {
                Items = parsed.GetValue(items),
                Dim = parsed.GetValue(dim),
                Batch = parsed.GetValue(batch),
                Top = parsed.GetValue(top),
                Seconds = parsed.GetValue(seconds),
                Device = parsed.GetValue(device),
            }).Run(cancellation);
            return PrintAsync(parsed, report);
        });
        return command;
    }

    static async Task<int> PrintAsync(ParseResult parsed, RankBenchReport report)
    {
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
        return CommandLine.Success;
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
