using System.CommandLine;
using System.Globalization;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Commands;

/// <summary><c>train MODEL</c>: trains on the shop's own log, or on a data set, measures, and registers the model as a candidate. Through the server that has the directory, if there is one.</summary>
public static class TrainCommand
{
    public const string Name = "train";

    public static Command Create()
    {
        var model = ModelArgument.Create();
        var dataset = new Option<string?>("--dataset") { Description = "FORMAT:PATH, a format of import; the shop's own log unless given. What is trained on other data never serves", HelpName = "FORMAT:PATH" };
        dataset.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var text }]) return;
            if (EvaluationDataset.Parse(text, out var problem) is not { } data) result.AddError($"--dataset: {problem}");
            else if (data.IsGiven) result.AddError($"--dataset: {EvaluationDataset.GivenFormat} is a split to evaluate; train takes a format of import.");
        });
        var epochs = ModelArgument.AtLeast("--epochs", 1, "Passes of a model that is trained in passes");
        var seed = ModelArgument.AtLeast("--seed", 0, "Of the fit, the held-out shoppers and the intervals (42)");
        var options = ModelArgument.Settings();
        var from = new Option<string?>("--from") { Description = "Go on from a registered model of this kind, by its name, or from the one that serves, and learn from what is new since; from chance unless given", HelpName = "NAME|serving" };
        var replay = new Option<double?>("--replay") { Description = "With --from: the part of a pass that is drawn from earlier history, against forgetting, 0 to 1 (0.5)" };
        replay.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var text }] || !double.TryParse(text, CultureInfo.InvariantCulture, out var part)) return;
            if (part is not (>= 0 and <= 1)) result.AddError($"--replay is a part from 0 to 1, not {text}.");
            else if (result.GetResult(from) is not { Implicit: false }) result.AddError("--replay is of a training that goes on from a model: give --from too.");
        });
        var resume = new Option<bool>("--resume") { Description = "Go on with the latest stopped training of the model, with its own options" };
        var command = new Command(Name, "Train a model on the shop's log, measure it on what was held out, and register it; Ctrl+C stops it so that it can go on")
        {
            model, dataset, epochs, seed, options, from, replay, resume, CommandOptions.Json(),
        };
        ModelArgument.CheckOptions(command, model, options, epochs, from);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) && ((Option[])[dataset, epochs, seed, options, from, replay]).Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--resume goes on with what the training was begun with: leave the other options out.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, new TrainingCall(new TrainingOrder(parsed.GetRequiredValue(model))
        {
            Dataset = FullPath(parsed.GetValue(dataset)),
            Epochs = parsed.GetValue(epochs),
            Seed = (ulong)(parsed.GetValue(seed) ?? 42),
            Options = ModelOptionText.Parse(parsed.GetValue(options) ?? [], out _)!,
            From = parsed.GetValue(from),
            Replay = parsed.GetValue(replay),
        }, parsed.GetValue(resume)), cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, TrainingCall call, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var bar = new TrainingBar(error, isTerminal: ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);
        var directory = parsed.DataDirectory();
        TrainingEntry entry;
        try
        {
            entry = RunningServer.Find(directory) is { } server
                ? await call.SendAsync(server, bar, cancellation)
                : await OfflineTraining.RunAsync(directory, call, bar, TimeProvider.System, cancellation);
        }
        catch (ServerCallException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException(Stopped(call));
        }
        finally
        {
            bar.End();
        }
        if (entry.State != TrainingState.Done)
            throw new CommandFailedException(entry.State == TrainingState.Stopped ? Stopped(call) : entry.Account.Problem ?? "The training failed; the log says more.");
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? TrainText.ToJson(entry) : TrainText.ToText(entry));
        return CommandLine.Success;
    }

    static string Stopped(TrainingCall call) => $"Stopped. Go on with: train {call.Order.Model} --resume";

    /// <summary>The server may have another working directory.</summary>
    static string? FullPath(string? dataset) => dataset is null ? null : EvaluationDataset.Parse(dataset, out _) is { } data ? $"{data.Format}:{Path.GetFullPath(data.Path)}" : dataset;
}
