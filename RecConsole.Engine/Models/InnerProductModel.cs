namespace RecConsole.Engine.Models;

/// <summary>score(shopper, item) = u · e_item, with u by an encoder of the shopper's history.</summary>
/// <param name="ItemMatrix">[V, d], row-major, in the order of the vocabulary.</param>
public sealed record InnerProductModel(string Key, ItemVocabulary Vocabulary, int Dimensions, ReadOnlyMemory<float> ItemMatrix, IHistoryEncoder Encoder, ModelCard Card) : IFittedModel
{
    public void Dispose() => Encoder.Dispose();
}
