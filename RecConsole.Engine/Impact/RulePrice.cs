using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Impact;

/// <summary>What a rule costs or earns: the draft without it against the draft.</summary>
/// <param name="Without">Movement: live is the draft, the draft is the draft without the rule.</param>
/// <param name="Changes">Of each reward; empty where the log does not support one.</param>
/// <param name="Verdict">Of the less supported of the two; null where there are no slates to estimate from.</param>
/// <param name="Sentence">What the changes rest on, or why there are none.</param>
public sealed record RulePrice(string RuleKey, ImpactReport Without, IReadOnlyDictionary<Reward, RulePriceChange> Changes, OffPolicyVerdict? Verdict, string Sentence)
{
    /// <summary>No request that was looked at, and no slate of the log, tells the two apart.</summary>
    public bool IsNothing { get; init; }
}

/// <param name="Draft">What the draft, with the rule, is estimated to earn.</param>
/// <param name="Change">What is added by leaving the rule out; below zero where the rule earns.</param>
public readonly record struct RulePriceChange(double Draft, Interval Change);
