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
