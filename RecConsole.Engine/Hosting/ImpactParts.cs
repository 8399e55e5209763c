using RecConsole.Engine.Impact;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>What <see cref="ImpactDesk"/> works with.</summary>
public sealed record ImpactParts(ImpactStudy Study, ParetoSweep Sweep, RulePriceStudy Prices, WeightStudy Weights, Ranker Ranker, SegmentStore Segments, TimeProvider Time);
