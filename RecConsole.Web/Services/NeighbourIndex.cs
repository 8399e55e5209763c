using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;

namespace RecConsole.Web.Services;

/// <summary>Joins the serving model with its neighbour search, which is prepared once a model for all pages.</summary>
public sealed class NeighbourIndex(ModelStore models)
{
    readonly Lock gate = new();
    ModelArtifact? prepared;
    Neighbours? neighbours;

    /// <summary>Hash of the model that serves; null before the first.</summary>
    public string? Model => models.Current?.Artifact.Hash;

    /// <summary>The nearest items, or none while there is no model.</summary>
    public IReadOnlyList<Neighbour> Find(ItemId item, int count) => Current()?.Find(item, count) ?? [];

    /// <summary>What the nearest are found by, in words; null while there is no model.</summary>
    public string? Measure => Current()?.Measure;

    Neighbours? Current()
    {
        var serving = models.Current;
        var artifact = serving?.Artifact;
        lock (gate)
        {
            if (ReferenceEquals(artifact, prepared)) return neighbours;
            prepared = artifact;
            return neighbours = artifact is null ? null : new Neighbours(artifact, serving!.Lists);
        }
    }
}
