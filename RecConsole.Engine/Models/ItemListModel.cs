using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// A sparse term: a shopper comes to a list of items with values, all others score 0. Of lists, score(shopper, j) = sum over the
/// latest items i of the shopper of weight(i) Lists[i, j]: what neighbours, rules and EASE come to; of a click model, the
/// probability of a click on each of the most promising items, by its graph, run as a server runs it.
/// </summary>
/// <exception cref="ArgumentException">The graph asks for something that a server does not give.</exception>
public sealed class ItemListModel(ModelArtifact artifact) : IFittedModel
{
    readonly SessionEncoder encoder = new(artifact);

    public ModelArtifact Artifact => artifact;

    public string Key => artifact.Key;

    public ItemVocabulary Vocabulary => artifact.Vocabulary;

    public ModelCard Card => artifact.Card;

    /// <summary>Only where the model has lists.</summary>
    public SparseMatrix Lists => artifact.Lists!;

    /// <summary>A shopper's list, as it is served.</summary>
    public ISessionLists Sums => encoder.Lists!;

    /// <summary>What it says of pairs that are named; null unless it is a click model.</summary>
    public ClickLists? Clicks => encoder.Lists as ClickLists;

    public void Dispose() => encoder.Dispose();
}
