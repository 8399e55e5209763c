using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>What is known of one variant of a bandit.</summary>
/// <param name="Units">One value each: a success or a number.</param>
public readonly record struct BanditArm(string Name, MeanSums Units);
