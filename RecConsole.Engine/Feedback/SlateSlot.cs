using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Feedback;

/// <summary>One served item.</summary>
/// <param name="Position">Slot, from 1.</param>
/// <param name="Propensity">Probability, over the exploration's randomness, that this item stands in this slot.</param>
public readonly record struct SlateSlot(ItemId ItemId, int Position, float Score, double Propensity);
