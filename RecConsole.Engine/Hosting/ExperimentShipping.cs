using RecConsole.Engine.Experiments;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: an experiment that was stopped to ship a variant. Out: how far that has come, and the variant's revision as a draft, which
/// then goes the way of every change. Experiments meet the requests that name no strategy: the one that ranks those gets it.
/// </summary>
public sealed class ExperimentShipping(ExperimentReferences references, StrategyStore store, StrategyDesk desk)
{
    /// <summary>Null where nothing is to be shipped.</summary>
    public ShipStep? Of(Experiment experiment)
    {
        if (experiment.End is not { Decision: StopDecision.Ship, Ships: { } name } || experiment.FindVariant(name) is not { } variant) return null;
        const string target = StrategyStore.DefaultKey;
        var draft = desk.FindDraft(target);
        var content = variant.Revision is { } hash ? references.Find(hash)?.WithKey(target) : null;
        var state = content is null ? ShipState.Gone
            : store.Find(target)?.Hash == content.Hash ? ShipState.Live
            : draft is null ? ShipState.Open
            : draft.Content.Hash == content.Hash ? ShipState.Drafted
            : ShipState.DraftInTheWay;
        return new ShipStep(variant, target, state, content, draft);
    }

    /// <summary>Makes the shipped revision the draft of the strategy; where another draft is there, in its place.</summary>
    /// <param name="draftVersion">Of the draft that the person has seen; 0 where there was none.</param>
    public async Task<DeskAnswer> DraftAsync(Experiment experiment, long draftVersion, Person who, CancellationToken cancellation = default) => Of(experiment) switch
    {
        { Content: { } content, State: not ShipState.Live } step => await desk.SaveDraftAsync(step.Strategy, content, draftVersion, who, cancellation),
        { State: ShipState.Live } step => DeskAnswer.Refuse(DeskRefusal.NotNow, $"'{step.Variant.Name}' is live already, as the strategy '{step.Strategy}'."),
        _ => DeskAnswer.Refuse(DeskRefusal.NotNow, $"'{experiment.Key}' was not stopped to ship a variant whose revision is kept."),
    };
}
