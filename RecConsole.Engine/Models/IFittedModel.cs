namespace RecConsole.Engine.Models;

/// <summary>
/// A model in the form in which it is served: an inner product (<see cref="InnerProductModel"/>) or a sparse term of item
/// lists (<see cref="ItemListModel"/>).
/// </summary>
public interface IFittedModel : IDisposable
{
    /// <summary>What is stored and served.</summary>
    ModelArtifact Artifact { get; }

    /// <summary>Name in the zoo.</summary>
    string Key { get; }

    /// <summary>The items that it knows; others have no score of their own.</summary>
    ItemVocabulary Vocabulary { get; }

    ModelCard Card { get; }
}
