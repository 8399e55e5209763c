namespace RecConsole.Engine.Models;

/// <summary>How far a fit is.</summary>
/// <param name="Stage">What is being done, in words for the console.</param>
/// <param name="Share">Of the whole fit, from 0 to 1.</param>
public readonly record struct FitProgress(string Stage, double Share);
