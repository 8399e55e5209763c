using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// score(shopper, j) = sum over the latest items i of the shopper of weight(i) Lists[i, j]: what neighbours, rules and EASE
/// come to. Items that stand on none of the lists score 0: the support is what the sparse term of a request holds.
/// </summary>
public sealed class ItemListModel(ModelArtifact artifact) : IFittedModel
{
    public ModelArtifact Artifact => artifact;

    public string Key => artifact.Key;

    public ItemVocabulary Vocabulary => artifact.Vocabulary;

    public ModelCard Card => artifact.Card;

    public SparseMatrix Lists => artifact.Lists!;

    /// <summary>The lists' sums for a shopper, as they are served.</summary>
    public SessionLists Sums { get; } = new(artifact);

    public void Dispose()
    {
    }
}
