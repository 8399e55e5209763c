using System.Text.Json.Nodes;

namespace RecConsole.Engine.Models;

/// <summary>One member of the zoo: its name, what it is in a sentence, and how it is fitted.</summary>
public sealed record ModelRecipe(string Key, string Description, Func<FitRequest, IFittedModel> Fit)
{
    /// <summary>For a model that learns in passes: the training before the first; null for the others.</summary>
    public Func<FitRequest, IModelTraining>? Begin { get; private init; }

    /// <summary>Its options with the values that hold where nothing is said.</summary>
    public required IModelSettings Defaults { get; init; }

    /// <summary>Its settings by options as <see cref="FitRequest.Options"/> has them, names and types checked, ranges not; throws <see cref="ArgumentException"/>.</summary>
    public required Func<JsonObject, IModelSettings> Parse { get; init; }

    /// <summary>Whether a shopper comes to a list of items with values, not to a vector: items have no embeddings then.</summary>
    public bool IsSparse { get; init; }

    /// <summary>Whether a fit can go on from the values of an earlier one (<see cref="FitRequest.Warm"/>); the others are fitted anew in any case.</summary>
    public bool GoesOn => Begin is not null || Key == IalsModel.Key;

    /// <summary>A closed form, a count, or alternations without validation.</summary>
    public static ModelRecipe Of<TSettings>(string key, string description, Func<FitRequest, IFittedModel> fit) where TSettings : class, IModelSettings, new() =>
        new(key, description, fit) { Defaults = new TSettings(), Parse = ModelOptions.Parse<TSettings> };

    /// <summary>A model that learns in passes; fitted without validation, it takes all that its options ask for.</summary>
    public static ModelRecipe InPasses<TSettings>(string key, string description, Func<FitRequest, IModelTraining> begin) where TSettings : class, IModelSettings, new() =>
        new(key, description, request => RunAll(begin, request)) { Begin = begin, Defaults = new TSettings(), Parse = ModelOptions.Parse<TSettings> };

    static IFittedModel RunAll(Func<FitRequest, IModelTraining> begin, FitRequest request)
    {
        using var training = begin(request);
        while (training.EpochsDone < training.Epochs)
        {
            training.RunEpoch(null, request.Cancellation);
            request.Progress?.Report(new FitProgress($"Pass {training.EpochsDone} of {training.Epochs}", training.EpochsDone / (double)training.Epochs));
        }
        return training.ToModel();
    }
}
