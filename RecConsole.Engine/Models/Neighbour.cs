using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models;

/// <summary>An item near another.</summary>
/// <param name="Closeness">In <see cref="Neighbours.Measure"/>.</param>
public readonly record struct Neighbour(ItemId ItemId, float Closeness);
