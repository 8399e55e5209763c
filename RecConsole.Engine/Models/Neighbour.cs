using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Models;

/// <summary>An item near another.</summary>
/// <param name="Cosine">Of the two embeddings, from -1 to 1.</param>
public readonly record struct Neighbour(ItemId ItemId, float Cosine);
