using RecConsole.Engine.People;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>In: a strategy's draft and a person. Out: the situation, as <see cref="DraftSteps"/> looks at it. Pages and the desk ask here.</summary>
public sealed class DraftJudge(StrategyStore store, SignalCatalog signals, PeopleDirectory people)
{
    /// <param name="draft">Null: there is none.</param>
    /// <param name="conflicts">Between its rules, where they have been looked for; they warn and do not refuse.</param>
    public DraftSituation SituationOf(string key, StrategyDraft? draft, Person person, int conflicts = 0)
    {
        var publishers = people.CountWhoMay(Permission.Publish);
        if (draft is null) return new DraftSituation(null, person.Role, Publishers: publishers);
        var live = store.Find(key);
        return new DraftSituation(
            draft.State, person.Role, draft.IsBy(person.Id), live is null || RevisionDiff.Between(live, draft.Content).Count > 0,
            live is not null && draft.BasedOn != live.Number, publishers, ProblemOf(draft.Content), conflicts);
    }

    /// <summary>What the content names and the shop does not have, or null.</summary>
    public string? ProblemOf(StrategyRevision content) => content.Problems(signals).FirstOrDefault();
}
