using RecConsole.Engine.Feedback;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>A sampled slate of the log with what followed it.</summary>
/// <param name="Revision">The one that served it, or null when it is not kept.</param>
/// <param name="Cluster">Number of its visit: slates of one visit are not independent.</param>
public sealed record TrafficSample(LoggedSlate Logged, IReadOnlyList<SlotOutcome> Outcomes, StrategyRevision? Revision, int Cluster);
