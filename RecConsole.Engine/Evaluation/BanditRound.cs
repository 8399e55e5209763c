using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>One logged choice of a bandit.</summary>
/// <param name="Item">Place in <see cref="BanditLog.Items"/>.</param>
/// <param name="Position">Place in <see cref="BanditLog.Positions"/>.</param>
/// <param name="Propensity">Probability with which the logging policy put the item there: above 0.</param>
/// <param name="Context">What was known of the shopper, in columns of its own: [0, <see cref="BanditLog.ContextColumns"/>).</param>
/// <param name="Affinities">By item (a place in <see cref="BanditLog.Items"/>), where it is not 0.</param>
public readonly record struct BanditRound(int Item, int Position, bool Clicked, double Propensity, SparseRow Context, SparseRow Affinities);
