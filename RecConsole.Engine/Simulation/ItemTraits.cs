namespace RecConsole.Engine.Simulation;

/// <summary>
/// What a simulated shopper sees in an item: indices into the vocabulary (-1 where the item does not say) and two
/// numbers. The engine never sees this; it is what it has to find out from behaviour.
/// </summary>
/// <param name="PriceZ">Log price, standardised within the product type; 0 when the type or the price is unknown.</param>
/// <param name="Appeal">What the pictures and reviews make of it for everybody: about standard normal.</param>
/// <param name="AddedAtTicks">UTC ticks of the launch; 0 when unknown.</param>
internal readonly record struct ItemTraits(
    int Type, int Style, int Brand, int ColourFamily, double PriceZ, double Appeal, long AddedAtTicks);
