using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// Adds up what the sampled slates say of a draft. Slates of a strategy without chance say something only of drafts that show
/// the same; where they stand in the way of a better verdict they are left out. What decides is the setting of the strategy
/// that served and the verdict, which reads propensities alone: never what a slate earned. So nothing is chosen by its
/// outcome, and the estimate is one of the requests that were served with chance.
/// </summary>
/// <param name="evaluator">Null without a model of rewards.</param>
sealed class EstimateCount(StrategyRevision draft, SlateEvaluator? evaluator)
{
    readonly EvaluatedSlates all = new();
    readonly EvaluatedSlates withChance = new();
    int looked;

    /// <summary>Looks at the samples up to a number.</summary>
    public void Advance(IReadOnlyList<TrafficSample> samples, int upTo)
    {
        if (evaluator is null || upTo <= looked) return;
        foreach (var slate in evaluator.Evaluate(samples, looked, upTo, draft))
        {
            if (slate is null) continue;
            all.Add(slate);
            if (slate.HasChance) withChance.Add(slate);
        }
        looked = upTo;
    }

    public ImpactReport Complete(ImpactReport report, string whyNot)
    {
        if (evaluator is null || looked == 0) return report with { EstimateSentence = whyNot };
        if (all.Count == 0) return report with { EstimateSentence = "None of the sampled slates can be recomputed: the revisions that served them, or their items, are not kept any more." };
        var (used, support) = withChance.Count < all.Count && withChance.Support.Verdict > all.Support.Verdict
            ? (withChance, withChance.Support with { LeftOut = all.Count - withChance.Count })
            : (all, all.Support);
        var estimates = new Dictionary<Reward, OffPolicyEstimates>();
        if (support.Verdict != OffPolicyVerdict.NotSupported)
            foreach (var reward in Enum.GetValues<Reward>())
                if (OffPolicyEstimates.Of(used.Rows(reward), support.UnsupportedMass) is { } estimate) estimates.Add(reward, estimate);
        return report with { Support = support, Estimates = estimates, EstimateSentence = support.Sentence };
    }
}
