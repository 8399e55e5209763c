namespace RecConsole.Engine.Models;

/// <summary>The models that can be fitted by name. A new one is a file with <c>Fit</c> and a line here.</summary>
public static class ModelZoo
{
    public static IReadOnlyList<ModelRecipe> All { get; } =
    [
        ModelRecipe.Of<PopularityModel.Settings>(PopularityModel.Key, "how many shoppers dealt with an item", PopularityModel.Fit),
        ModelRecipe.Of<ItemKnnModel.Settings>(ItemKnnModel.Key, "item neighbours by shrunk cosine", ItemKnnModel.Fit) with { IsSparse = true },
        ModelRecipe.Of<RuleSettings>(AssociationRules.Key, "association rules: what stands in the same histories", AssociationRules.Fit) with { IsSparse = true },
        ModelRecipe.Of<RuleSettings>(SequentialRules.Key, "sequential rules: what follows, the nearer the stronger", SequentialRules.Fit) with { IsSparse = true },
        ModelRecipe.Of<PpmiOptions>(PpmiRecipe.Key, "embeddings by factorised shifted PPMI, the first model of a shop", PpmiRecipe.Fit),
        ModelRecipe.Of<IalsSettings>(IalsModel.Key, "implicit alternating least squares", IalsModel.Fit),
        ModelRecipe.Of<EaseModel.Settings>(EaseModel.Key, "a linear autoencoder in closed form", EaseModel.Fit) with { IsSparse = true },
        ModelRecipe.InPasses<BprModel.Settings>(BprModel.Key, "matrix factorisation by the order of pairs", BprModel.Begin),
        ModelRecipe.InPasses<LightGcnModel.Settings>(LightGcnModel.Key, "embeddings spread over the graph of shoppers and items", LightGcnModel.Begin),
        ModelRecipe.InPasses<NeuMfModel.Settings>(NeuMfModel.Key, "a network for the probability of a click and of a purchase, on the most promising items", NeuMfModel.Begin) with { IsSparse = true },
        ModelRecipe.InPasses<Gru4RecModel.Settings>(Gru4RecModel.Key, "a recurrent network over the latest interactions", Gru4RecModel.Begin),
        ModelRecipe.InPasses<CaserModel.Settings>(CaserModel.Key, "convolutions over the latest interactions", CaserModel.Begin),
        ModelRecipe.InPasses<SasRecModel.Settings>(SasRecModel.Key, "a Transformer over the latest interactions", SasRecModel.Begin),
        ModelRecipe.InPasses<GsasRecModel.Settings>(GsasRecModel.Key, "the same Transformer under the generalised binary cross-entropy", GsasRecModel.Begin),
    ];

    public static ModelRecipe? Find(string key) => All.FirstOrDefault(recipe => recipe.Key == key);
}
