using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>What a reader made of a file: nothing is stored yet.</summary>
/// <param name="Items">The catalogue, or empty when the format carries none.</param>
/// <param name="Events">History, oldest first, all of origin <see cref="EventOrigin.Imported"/>.</param>
public sealed record ImportedShop(string Format, IReadOnlyList<Item> Items, IReadOnlyList<ShopEvent> Events, ImportAccount Account);
