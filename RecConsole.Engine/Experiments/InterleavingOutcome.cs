namespace RecConsole.Engine.Experiments;

/// <summary>What an interleaved phase found.</summary>
/// <param name="Credit">What the teams earn.</param>
/// <param name="Control">Team A.</param>
/// <param name="Variant">Team B.</param>
/// <param name="Teams">Over all units.</param>
/// <param name="Result">One preference a unit; null before the first.</param>
public sealed record InterleavingOutcome(ShopMetric Credit, string Control, string Variant, TeamCounts Teams, InterleavingResult? Result);
