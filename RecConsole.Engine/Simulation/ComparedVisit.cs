namespace RecConsole.Engine.Simulation;

/// <summary>A visit that was made under each of two strategies and once more with their slates interleaved.</summary>
/// <param name="CreditA">Clicks on what A's team placed, in the interleaved visit.</param>
public readonly record struct ComparedVisit(int ClicksA, int SlotsA, int ClicksB, int SlotsB, int CreditA, int CreditB);
