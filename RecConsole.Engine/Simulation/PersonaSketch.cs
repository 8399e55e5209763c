namespace RecConsole.Engine.Simulation;

/// <summary>A persona as the vocabulary outlines it; <see cref="Personas"/> makes it a <see cref="Persona"/> of a given shop.</summary>
/// <param name="Price">Preferred price level in standard deviations within a product type: 0 is the middle.</param>
/// <param name="Colours">Families of colours.</param>
public sealed record PersonaSketch(
    string Name, string Text, IReadOnlyList<string> Interests, IReadOnlyList<string> Styles, double Price, IReadOnlyList<string> Colours);
