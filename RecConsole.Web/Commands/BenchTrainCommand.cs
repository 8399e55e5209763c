using System.CommandLine;
using System.Text.Json.Nodes;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Commands;

/// <summary><c>bench train</c>: passes of a model that learns in passes, without validation.</summary>
public static class BenchTrainCommand
{
    public static Command Create()
    {
        var inPasses = ModelZoo.All.Where(recipe => recipe.Begin is not null).Select(recipe => recipe.Key).ToArray();
        var model = new Argument<string>("MODEL") { Description = "One of " + string.Join(", ", inPasses), DefaultValueFactory = _ => SasRecModel.Key };
        model.AcceptOnlyFromAmong(inPasses);
        var dataset = new Option<string?>("--dataset") { Description = "FORMAT:PATH; without it, histories are made up in the shape of MovieLens-1M", HelpName = "FORMAT:PATH" };
        dataset.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var text }]) return;
            if (EvaluationDataset.Parse(text, out var problem) is not { } named) result.AddError($"--dataset: {problem}");
            else if (named.IsGiven) result.AddError("--dataset: name the file of the training part, such as sequences:train_input.txt.gz.");
        });
        var epochs = new Option<int>("--epochs") { Description = "Passes that are measured, after one that is not", DefaultValueFactory = _ => 2 };
        epochs.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var given) && given < 1) result.AddError($"--epochs is 1 or more, not {given}.");
        });
        var options = new Option<string[]>("--set") { Description = $"Options of the model; by default those of the published reference: {TrainBench.PublishedText}", HelpName = "name=value,..." };
        options.Validators.Add(result =>
        {
            if (ModelOptionText.Parse(result.Tokens.Select(token => token.Value), out var problem) is null) result.AddError($"--set: {problem}");
        });
        var command = new Command("train", "Passes of a model over histories: seconds each, and targets a second") { model, dataset, epochs, options, CommandOptions.Json() };
        command.SetAction(async (parsed, cancellation) =>
        {
            var bench = new TrainBench(ModelZoo.Find(parsed.GetRequiredValue(model))!, ModelOptionText.Parse(parsed.GetValue(options) ?? [], out _) ?? new JsonObject(), parsed.GetValue(epochs));
            try
            {
                var report = bench.Run(parsed.GetValue(dataset) is { } text ? EvaluationDataset.Parse(text, out _) : null, parsed.InvocationConfiguration.Error, cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
                return CommandLine.Success;
            }
            catch (Exception wrong) when (wrong is ImportFailedException or ArgumentException)
            {
                throw new CommandFailedException(wrong.Message, wrong);
            }
        });
        return command;
    }
}
