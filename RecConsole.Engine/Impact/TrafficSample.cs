using RecConsole.Engine.Catalog;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>A sampled slate of the log with what followed it.</summary>
/// <param name="Revision">The one that served it, or null when it is not kept.</param>
/// <param name="Cluster">Number of its visit: slates of one visit are not independent.</param>
public sealed record TrafficSample(LoggedSlate Logged, IReadOnlyList<SlotOutcome> Outcomes, StrategyRevision? Revision, int Cluster)
{
    PreparedSample? prepared;

    /// <summary>What of it is the same for every draft; null when one of its items is gone. Kept: the next draft is held against the same log.</summary>
    internal PreparedSample? Prepare(RewardModel model, CatalogSnapshot catalog)
    {
        if (prepared is { } kept && kept.IsOf(model, catalog)) return kept;
        return prepared = PreparedSample.Of(this, model, catalog);
    }
}
