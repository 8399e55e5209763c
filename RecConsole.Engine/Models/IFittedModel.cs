namespace RecConsole.Engine.Models;

/// <summary>
/// A model in the form in which it is served: an inner product (<see cref="InnerProductModel"/>) or a sparse term of item
/// lists (<see cref="ItemListModel"/>).
/// </summary>
public interface IFittedModel : IDisposable
{
    /// <summary>Name in the zoo.</summary>
    string Key { get; }

    /// <summary>The items that it knows; others score 0.</summary>
    ItemVocabulary Vocabulary { get; }

    ModelCard Card { get; }
}
