using RecConsole.Engine.Impact;

namespace RecConsole.Engine.Hosting;

/// <summary>What a rule costs or earns: <paramref name="Without"/> holds the draft without it against the draft.</summary>
public sealed record RulePrice(string RuleKey, ImpactReport Without);
