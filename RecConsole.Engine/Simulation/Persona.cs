using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Simulation;

/// <summary>Somebody to play in the lab: a shopper of the demo shop with a few first interactions.</summary>
/// <param name="Steps">What they did before, oldest first.</param>
public sealed record Persona(string Name, string Description, IReadOnlyList<PersonaStep> Steps);

public readonly record struct PersonaStep(EventKind Kind, ItemId ItemId);
