namespace RecConsole.Engine.Slates;

/// <summary>What the steps after the product made of one request.</summary>
/// <param name="Slots">Best first; fewer than asked for where too few items are left or a cap holds.</param>
/// <param name="Explored">Whether the order was drawn.</param>
/// <param name="Pins">The pins that hold, by slot.</param>
public readonly record struct BuiltSlate(SlateSlotChoice[] Slots, bool Explored, PlacedPin[] Pins);
