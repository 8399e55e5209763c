using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>What makes one of several slates that stand beside each other.</summary>
/// <param name="Model">Null for the model that serves.</param>
public readonly record struct PlayedArm(StrategyRevision Revision, ModelLayout? Model = null);
