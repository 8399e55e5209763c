using RecConsole.Engine.Evaluation;

namespace RecConsole.Engine.Impact;

/// <summary>What one sampled slate says of a draft.</summary>
/// <param name="Rows">By <see cref="Reward"/>.</param>
/// <param name="Weights">ρ by slot.</param>
/// <param name="UnsupportedMass">Of the draft's slate: the share that the log never shows there.</param>
/// <param name="HasChance">Whether the strategy that served it leaves anything to chance: its setting, not what was drawn.</param>
sealed record EvaluatedSlate(OffPolicyRow[] Rows, double[] Weights, double UnsupportedMass, bool HasChance)
{
    /// <summary>Whether another draft would have shown, and earned, exactly the same.</summary>
    public bool IsSame(EvaluatedSlate other) => Rows.AsSpan().SequenceEqual(other.Rows) && Weights.AsSpan().SequenceEqual(other.Weights);
}
