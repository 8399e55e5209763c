namespace RecConsole.Engine.Models;

/// <summary>One member of the zoo: its name, what it is in a sentence, and how it is fitted.</summary>
public sealed record ModelRecipe(string Key, string Description, Func<FitRequest, IFittedModel> Fit);
