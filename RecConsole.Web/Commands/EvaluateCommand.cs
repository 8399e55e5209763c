using System.CommandLine;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Commands;

/// <summary><c>evaluate MODEL</c>: fits a model of the zoo on the training part of a data set and measures how its served form ranks what was held out.</summary>
public static class EvaluateCommand
{
    public const string Name = "evaluate";

    public static Command Create()
    {
        var model = ModelArgument.Create();
        var dataset = new Option<string>("--dataset")
        {
            Description = $"FORMAT:PATH, a format of import, or {EvaluationDataset.GivenFormat}:DIR for a split that is given", HelpName = "FORMAT:PATH", Required = true,
        };
        dataset.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && EvaluationDataset.Parse(text, out var problem) is null) result.AddError($"--dataset: {problem}");
        });
        var protocol = new Option<string>("--protocol")
        {
            Description = $"loo-full, loo-sampledN (N negatives), temporal, or given (with {EvaluationDataset.GivenFormat})", HelpName = "P", Required = true,
        };
        protocol.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && EvaluationProtocol.Parse(text, out var problem) is null) result.AddError($"--protocol: {problem}");
        });
        var part = new Option<EvaluationPart?>("--part")
        {
            Description = "test or validation; the test unless told otherwise, except with given, whose published figures are of its validation file",
        };
        var keepSeen = new Option<bool>("--keep-seen") { Description = "Items of the shopper's history are candidates too" };
        var limit = ModelArgument.AtLeast("--limit-users", 1, "Ask this many shoppers, drawn by the seed");
        var seed = ModelArgument.AtLeast("--seed", 0, "Of the fit, the drawn shoppers, the sampled negatives and the intervals (42)");
        var epochs = ModelArgument.AtLeast("--epochs", 1, "Passes of a model that is trained in passes");
        var cold = new Option<double?>("--cold") { Description = "Also hide the embeddings of this share of the items, such as 0.1, and rank them by their attributes", HelpName = "SHARE" };
        cold.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var given) && given is not (> 0 and < 1))
                result.AddError($"--cold lies between 0 and 1, not at {text}.");
        });
        var options = ModelArgument.Settings();
        var command = new Command(Name, "Fit a model on a data set's training part and measure its served form on what was held out")
        {
            model, dataset, protocol, part, keepSeen, limit, seed, epochs, cold, options, CommandOptions.Json(),
        };
        ModelArgument.CheckOptions(command, model, options, epochs);
        command.Validators.Add(result =>
        {
            if (result.GetResult(cold)?.Tokens.Count > 0 && result.GetResult(model)?.Tokens is [{ Value: var key }] && ModelZoo.Find(key) is { IsSparse: true })
                result.AddError($"--cold: {key} has no embeddings that attributes could stand for; {string.Join(", ", ModelZoo.All.Where(recipe => !recipe.IsSparse).Select(recipe => recipe.Key))} have.");
            // what is missing or misspelt has its own complaint
            if (result.GetResult(dataset)?.Tokens is not [{ Value: var named }] || EvaluationDataset.Parse(named, out _) is not { } data) return;
            if (result.GetResult(protocol)?.Tokens is not [{ Value: var how }] || EvaluationProtocol.Parse(how, out _) is not { } cut) return;
            if (cut.IsGiven != data.IsGiven)
                result.AddError($"The protocol given and the format {EvaluationDataset.GivenFormat} go together: the folder says who is asked.");
            if (data.IsGiven && result.GetResult(cold)?.Tokens.Count > 0) result.AddError($"--cold needs items' attributes; {EvaluationDataset.GivenFormat} has none.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, new EvaluationRun
        {
            Recipe = ModelZoo.Find(parsed.GetRequiredValue(model))!,
            Dataset = EvaluationDataset.Parse(parsed.GetRequiredValue(dataset), out _)!,
            Protocol = EvaluationProtocol.Parse(parsed.GetRequiredValue(protocol), out _)!,
            Part = parsed.GetValue(part),
            KeepSeen = parsed.GetValue(keepSeen),
            LimitUsers = parsed.GetValue(limit),
            Seed = (ulong)(parsed.GetValue(seed) ?? 42),
            Epochs = parsed.GetValue(epochs),
            ColdShare = parsed.GetValue(cold),
            Options = ModelOptionText.Parse(parsed.GetValue(options) ?? [], out _)!,
        }, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, EvaluationRun run, CancellationToken cancellation)
    {
        EvaluationText found;
        try
        {
            found = run.Execute(parsed.InvocationConfiguration.Error, TimeProvider.System, cancellation);
        }
        catch (Exception wrong) when (wrong is ImportFailedException or ArgumentException)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? found.ToJson() : found.ToText());
        return CommandLine.Success;
    }
}
