namespace RecConsole.Engine.Models;

/// <summary>In: what is stored of a model. Out: the same as it came out of its fit, to be evaluated again.</summary>
public static class FittedModel
{
    public static IFittedModel Of(ModelArtifact artifact) => artifact.Lists is null ? new InnerProductModel(artifact) : new ItemListModel(artifact);
}
