namespace RecConsole.Engine.Models;

/// <summary>In: what is stored of a model. Out: the same as it came out of its fit, to be evaluated again.</summary>
public static class FittedModel
{
    public static IFittedModel Of(ModelArtifact artifact) => artifact.IsSparse ? new ItemListModel(artifact) : new InnerProductModel(artifact);
}
