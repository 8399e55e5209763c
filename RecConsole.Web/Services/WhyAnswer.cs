using RecConsole.Engine.Catalog;
using RecConsole.Engine.Ranking;

namespace RecConsole.Web.Services;

/// <summary>Why an item is not at a rank, with the items that the answer speaks of.</summary>
/// <param name="Rival">The item at the rank asked for, or null; see <see cref="ItemStanding.Rival"/>.</param>
public sealed record WhyAnswer(Item Item, ItemStanding Standing, Item? Rival);
