namespace RecConsole.Engine.Models;

/// <summary>
/// score(shopper, item) = u · e_item, with u by the artifact's encoder graph, run as a server runs it: what is evaluated is what
/// is stored and served.
/// </summary>
/// <exception cref="ArgumentException">The encoder asks for something that a server does not give.</exception>
public sealed class InnerProductModel(ModelArtifact artifact) : IFittedModel
{
    readonly SessionEncoder encoder = new(artifact);

    public ModelArtifact Artifact => artifact;

    public string Key => artifact.Key;

    public ItemVocabulary Vocabulary => artifact.Vocabulary;

    public ModelCard Card => artifact.Card;

    public int Dimensions => artifact.Dimensions;

    /// <summary>[V, d], row-major, in the order of the vocabulary.</summary>
    public ReadOnlyMemory<float> ItemMatrix => artifact.EmbeddingMemory;

    public IHistoryEncoder Encoder => encoder;

    public void Dispose() => encoder.Dispose();
}
