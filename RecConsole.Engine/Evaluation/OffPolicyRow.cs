namespace RecConsole.Engine.Evaluation;

/// <summary>
/// What one logged slate says of one reward under another policy. With ρ_s = p_target / p_logged of what stood in slot s, r_s
/// what it earned and q̂ the reward that a model expects:
/// </summary>
/// <param name="Cluster">Slates of one cluster (a visit) are not independent of each other.</param>
/// <param name="Denominator">What the reward is a rate of: 1 for "per request", the slots for CTR.</param>
/// <param name="Observed">Σ r_s.</param>
/// <param name="Weighted">Σ ρ_s r_s.</param>
/// <param name="Weight">Denominator times the mean of ρ_s.</param>
/// <param name="Direct">E over the target's slates of Σ q̂.</param>
/// <param name="DirectLogged">The same over the logging policy's slates.</param>
/// <param name="Expected">Σ q̂ of what was shown.</param>
/// <param name="WeightedExpected">Σ ρ_s q̂ of what was shown.</param>
public readonly record struct OffPolicyRow(
    int Cluster, double Denominator, double Observed, double Weighted, double Weight, double Direct, double DirectLogged, double Expected, double WeightedExpected);
