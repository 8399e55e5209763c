using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the name of a registered model. Out: the same laid out over the catalogue of now, to rank beside the one that serves.
/// Keeps the <see cref="MaxOpen"/> asked for last open.
/// </summary>
public sealed class ModelBench(ModelShelf shelf, Ranker ranker)
{
    public const int MaxOpen = 2;

    /// <summary>A catalogue that changes each second is laid out anew at most so often for one request.</summary>
    const int MaxTries = 3;

    readonly Lock gate = new();
    readonly LinkedList<(string Name, SessionEncoder Encoder, ModelLayout Layout)> open = []; // asked for last first

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
            var encoder = known.Encoder ?? (shelf.ReadKept().FirstOrDefault(row => NameOf(row) == name) is { } row ? shelf.Open(row) : null);
            if (encoder is null) return null;
            var layout = known.Layout;
            for (var tries = 0; tries < MaxTries && (layout is null || !ReferenceEquals(layout.Catalog, ranker.Current.Catalog)); tries++)
                layout = ModelLayout.Build(encoder, ranker.Current.Catalog);
            open.Remove(known);
            open.AddFirst((name, encoder, layout!));
            // whoever ranks with the one that goes holds it: its native memory is freed when it is collected
            if (open.Count > MaxOpen) open.RemoveLast();
            return layout;
        }
    }
}
