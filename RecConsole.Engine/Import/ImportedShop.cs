using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>What a reader made of a file: nothing is stored yet.</summary>
/// <param name="Items">The catalogue; for <see cref="ImportScope.Events"/> stand-ins for the items that the events name.</param>
/// <param name="Events">History, oldest first, all of origin <see cref="EventOrigin.Imported"/>.</param>
public sealed record ImportedShop(string Format, IReadOnlyList<Item> Items, IReadOnlyList<ShopEvent> Events, ImportAccount Account)
{
    public ImportScope Scope { get; init; } = ImportScope.Shop;

    /// <summary>Distinct shoppers that the file names; anonymous sessions are not among them.</summary>
    public int Users { get; init; }

    /// <summary>Further counts of the format, by name.</summary>
    public IReadOnlyDictionary<string, long> Figures { get; init; } = new Dictionary<string, long>();

    /// <summary>What the reader decided or made up, in sentences for whoever imports.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
