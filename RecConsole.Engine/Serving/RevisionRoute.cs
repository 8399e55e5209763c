using RecConsole.Engine.Experiments;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>What ranks a request, and why.</summary>
/// <param name="Arm">The variant that it is the revision of; null outside experiments.</param>
/// <param name="IsUnknown">Whether the request named a strategy that there is not: the default stands in.</param>
/// <param name="Rival">Of the variant that an interleaved slate is drafted with; null where one strategy ranks.</param>
public readonly record struct RevisionRoute(StrategyRevision Revision, ExperimentArm? Arm = null, bool IsUnknown = false, StrategyRevision? Rival = null);
