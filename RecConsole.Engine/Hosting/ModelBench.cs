using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the name of a registered model. Out: the same, to rank beside the one that serves. Keeps the <see cref="MaxOpen"/> asked
/// for last open.
/// </summary>
public sealed class ModelBench(ModelShelf shelf)
{
    public const int MaxOpen = 2;

    readonly Lock gate = new();
    readonly LinkedList<(string Name, ModelLayout Model)> open = []; // asked for last first

    /// <summary>The models that can be asked for, the newest first.</summary>
    public IReadOnlyList<RegisteredModel> ReadKept() => shelf.ReadKept();

    public static string NameOf(RegisteredModel model) => ModelArtifact.NameOf(model.Key, model.Hash);

    /// <summary>Null when no model of this name is kept. Not for a circuit's thread: the first look reads its folder.</summary>
    /// <exception cref="BrokenModelException">Its folder cannot be read.</exception>
    public ModelLayout? Find(string name)
    {
        lock (gate)
        {
            var known = open.FirstOrDefault(entry => entry.Name == name);
            var model = known.Model ?? (shelf.ReadKept().FirstOrDefault(row => NameOf(row) == name) is { } row ? Open(row) : null);
            if (model is null) return null;
            open.Remove(known);
            open.AddFirst((name, model));
            if (open.Count > MaxOpen) open.RemoveLast();
            return model;
        }
    }

    ModelLayout Open(RegisteredModel row)
    {
        var encoder = shelf.Open(row);
        return new ModelLayout(encoder, shelf.LoadTower(encoder.Artifact));
    }
}
