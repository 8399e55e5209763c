namespace RecConsole.Engine.Slates;

/// <summary>A pin that holds for one request.</summary>
/// <param name="Item">Dense index.</param>
/// <param name="Slot">From 1.</param>
public readonly record struct PlacedPin(int Item, float Score, int Slot, string RuleKey);
