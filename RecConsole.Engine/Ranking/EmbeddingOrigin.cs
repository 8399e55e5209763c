namespace RecConsole.Engine.Ranking;

/// <summary>Where an item's embedding comes from.</summary>
public enum EmbeddingOrigin
{
    /// <summary>The model learned it from events, or knows the item by its lists.</summary>
    Events,

    /// <summary>The model does not know the item; its attributes say where it lies.</summary>
    Attributes,

    /// <summary>Nothing tells: it lies at the mean of the others, and its relevance is 0.</summary>
    Mean,
}
