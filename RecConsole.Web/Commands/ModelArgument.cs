using System.CommandLine;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;

namespace RecConsole.Web.Commands;

/// <summary>MODEL and what is said of its fit, as <c>evaluate</c> and <c>train</c> take them.</summary>
static class ModelArgument
{
    public static Argument<string> Create()
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "One of:\n" + string.Join('\n', ModelZoo.All.Select(recipe => $"{recipe.Key}: {recipe.Description}")),
        };
        model.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ModelZoo.Find(name) is null) result.AddError(TrainingCourse.UnknownModel(name));
        });
        return model;
    }

    public static Option<string[]> Settings()
    {
        var options = new Option<string[]>("--set") { Description = "Options of the model: name=value,..., nested ones as history.length=5", HelpName = "name=value,..." };
        options.Validators.Add(result =>
        {
            if (ModelOptionText.Parse(result.Tokens.Select(token => token.Value), out var problem) is null) result.AddError($"--set: {problem}");
        });
        return options;
    }

    /// <summary>Refuses what the model cannot be told before any data are read.</summary>
    /// <param name="from">Names the model that is gone on from, where the command has that.</param>
    public static void CheckOptions(Command command, Argument<string> model, Option<string[]> settings, Option<int?> epochs, Option<string?>? from = null) => command.Validators.Add(result =>
    {
        // what is misspelt has its own complaint
        if (result.GetResult(model)?.Tokens is not [{ Value: var key }] || ModelZoo.Find(key) is not { } recipe) return;
        if (ModelOptionText.Parse(result.GetResult(settings)?.Tokens.Select(token => token.Value) ?? [], out _) is not { } options) return;
        int? passes = result.GetResult(epochs)?.Tokens is [{ Value: var text }] && int.TryParse(text, out var given) && given > 0 ? given : null;
        try
        {
            TrainingCourse.Check(new TrainingOrder(key) { Options = options, Epochs = passes, From = from is null ? null : result.GetResult(from)?.Tokens.FirstOrDefault()?.Value }, recipe);
        }
        catch (ArgumentException wrong)
        {
            result.AddError($"{key}: {wrong.Message}");
        }
    });

    public static Option<int?> AtLeast(string name, int least, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var given) && given < least) result.AddError($"{name} is {least} or more, not {given}.");
        });
        return option;
    }
}
