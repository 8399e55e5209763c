using System.Collections.Immutable;

namespace RecConsole.Engine.Impact;

/// <summary>One weight vector and what the click model expects of it over logged traffic.</summary>
/// <param name="Ctr">Expected clicks a slot.</param>
/// <param name="Margin">Expected margin a request.</param>
/// <param name="Diversity">Mean unlikeness of two items of a slate, 0 to 1 and a little beyond.</param>
/// <param name="IsDraft">The draft itself.</param>
/// <param name="IsOnFront">No other vector is at least as good in all three and better in one.</param>
public sealed record ParetoPoint(ImmutableSortedDictionary<string, float> Weights, double Ctr, double Margin, double Diversity, bool IsDraft, bool IsOnFront);
