namespace RecConsole.Engine.Slates;

/// <summary>One filled slot.</summary>
/// <param name="Item">Dense index.</param>
/// <param name="Propensity">Probability, over the exploration's randomness, that this item stands in this slot.</param>
public readonly record struct SlateSlotChoice(int Item, float Score, double Propensity);
