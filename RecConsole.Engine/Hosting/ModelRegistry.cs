using RecConsole.Engine.Models;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>In: the tables of models, trainings, checks and promotions, and the disk. Out: each model with all that is known of it.</summary>
public sealed class ModelRegistry(ModelTable models, TrainingTable trainings, ModelShelf shelf)
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<ModelEntry> ReadAll()
    {
        var byHash = trainings.ReadAll().Where(entry => entry.Hash is not null).GroupBy(entry => entry.Hash!).ToDictionary(own => own.Key, own => own.First());
        var promotions = trainings.ReadPromotions().GroupBy(promotion => promotion.Hash).ToDictionary(own => own.Key, own => own.First());
        return [.. models.ReadAll().Select(row => new ModelEntry(row, byHash.GetValueOrDefault(row.Hash), trainings.FindCheck(row.Hash), promotions.GetValueOrDefault(row.Hash), shelf.IsKept(row)))];
    }

    /// <summary>By its name, or by its hash.</summary>
    public ModelEntry? Find(string name) => ReadAll().FirstOrDefault(entry => entry.Name == name || entry.Row.Hash == name);

    public ModelEntry? FindPublished() => ReadAll().FirstOrDefault(entry => entry.State == ModelState.Published);

    /// <summary>What a roll-back returns to: of those that served and still can, the one that came last before the one that serves.</summary>
    public ModelEntry? FindFormer() =>
        ReadAll().Where(entry => entry is { State: ModelState.Retired, Unfit: null }).MaxBy(entry => entry.Row.PublishedOrder);

    /// <summary>That there is none of a name, and which there are.</summary>
    public string Unknown(string name) =>
        models.ReadAll() is { Count: > 0 } all
            ? $"There is no model '{name}'; the newest are {string.Join(", ", all.Take(5).Select(row => ModelArtifact.NameOf(row.Key, row.Hash)))}."
            : $"There is no model '{name}'; there is none yet.";
}
