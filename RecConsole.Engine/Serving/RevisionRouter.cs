using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Serving;

/// <summary>
/// In: a request whose segment is known. Out: the revision that ranks it: of the strategy that it names; else of the variant of
/// the experiment that it takes part in; else of the live default. Who names a strategy takes part in no experiment.
/// </summary>
public sealed class RevisionRouter(StrategyStore strategies, ExperimentStore experiments)
{
    public RevisionRoute Find(SlateRequest request)
    {
        if (request.Strategy is not null)
            return strategies.Find(request.Strategy) is { } named ? new RevisionRoute(named) : new RevisionRoute(strategies.Find(null)!, IsUnknown: true);
        return experiments.Find(request, strategies) ?? new RevisionRoute(strategies.Find(null)!);
    }
}
