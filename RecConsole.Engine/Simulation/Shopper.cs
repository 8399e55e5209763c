using RecConsole.Engine.Events;

namespace RecConsole.Engine.Simulation;

/// <summary>A simulated shopper.</summary>
/// <param name="Activity">How often they come, relative to the others.</param>
internal sealed record Shopper(UserId Id, Taste Taste, double Activity);
