namespace RecConsole.Engine.Models;

/// <summary>The models that can be fitted by name. A new one is a file with <c>Fit</c> and a line here.</summary>
public static class ModelZoo
{
    public static IReadOnlyList<ModelRecipe> All { get; } =
    [
        new(PopularityModel.Key, "how many shoppers dealt with an item", PopularityModel.Fit),
        new(ItemKnnModel.Key, "item neighbours by shrunk cosine", ItemKnnModel.Fit),
        new(AssociationRules.Key, "association rules: what stands in the same histories", AssociationRules.Fit),
        new(SequentialRules.Key, "sequential rules: what follows, the nearer the stronger", SequentialRules.Fit),
        new(PpmiRecipe.Key, "embeddings by factorised shifted PPMI, the first model of a shop", PpmiRecipe.Fit),
        new(IalsModel.Key, "implicit alternating least squares", IalsModel.Fit),
        new(EaseModel.Key, "a linear autoencoder in closed form", EaseModel.Fit),
        ModelRecipe.InPasses(BprModel.Key, "matrix factorisation by the order of pairs", BprModel.Begin),
        ModelRecipe.InPasses(LightGcnModel.Key, "embeddings spread over the graph of shoppers and items", LightGcnModel.Begin),
        ModelRecipe.InPasses(NeuMfModel.Key, "a network for the probability of a click and of a purchase, on the most promising items", NeuMfModel.Begin),
        ModelRecipe.InPasses(Gru4RecModel.Key, "a recurrent network over the latest interactions", Gru4RecModel.Begin),
        ModelRecipe.InPasses(CaserModel.Key, "convolutions over the latest interactions", CaserModel.Begin),
        ModelRecipe.InPasses(SasRecModel.Key, "a Transformer over the latest interactions", SasRecModel.Begin),
        ModelRecipe.InPasses(GsasRecModel.Key, "the same Transformer under the generalised binary cross-entropy", GsasRecModel.Begin),
    ];

    public static ModelRecipe? Find(string key) => All.FirstOrDefault(recipe => recipe.Key == key);
}
