namespace RecConsole.Engine.Experiments;

/// <summary>That a unit was shown a variant, and when first. A unit with two of one phase is one too many: health looks for it.</summary>
/// <param name="Simulated">True when the demo shop's shoppers asked.</param>
public readonly record struct Exposure(string Unit, string Variant, DateTimeOffset FirstAt, bool Simulated);
