using System.Collections.Concurrent;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>Adds up what the sampled slates say of a draft.</summary>
sealed class EstimateCount(StrategyRevision draft, RewardModel? model, StrategyCompiler compiler, CatalogMatrix matrix, TimeProvider time)
{
    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    readonly ConcurrentBag<Counterfactual> workspaces = [];
    readonly List<OffPolicyRow>[] rows = [.. Rewards.Select(_ => new List<OffPolicyRow>())];
    int looked, used, slots;
    double weights, squares, largest, unsupported;

    /// <summary>Looks at the samples up to a number, on all processors; the sums are in the samples' order, so that they are the same each time.</summary>
    public void Advance(IReadOnlyList<TrafficSample> samples, int upTo)
    {
        if (model is null || upTo <= looked) return;
        var results = new (OffPolicyRow[]? Rows, double[] Weights, double Unsupported)[upTo - looked];
        Parallel.For(0, results.Length, i => results[i] = Evaluate(samples[looked + i]));
        looked = upTo;
        foreach (var (evaluated, ρ, mass) in results)
        {
            if (evaluated is null) continue;
            used++;
            unsupported += mass;
            for (var r = 0; r < Rewards.Length; r++) rows[r].Add(evaluated[r]);
            foreach (var weight in ρ)
            {
                slots++;
                weights += weight;
                squares += weight * weight;
                largest = Math.Max(largest, weight);
            }
        }
    }

    public ImpactReport Complete(ImpactReport report, string whyNot)
    {
        if (model is null || looked == 0) return report with { EstimateSentence = whyNot };
        if (used == 0) return report with { EstimateSentence = "None of the sampled slates can be recomputed: the revisions that served them, or their items, are not kept any more." };
        var effective = squares > 0 ? weights * weights / squares * used / slots : 0;
        var support = new OffPolicySupport(used, effective, unsupported / used, largest);
        var estimates = new Dictionary<Reward, OffPolicyEstimates>();
        if (support.Verdict != OffPolicyVerdict.NotSupported)
            for (var r = 0; r < Rewards.Length; r++)
                if (OffPolicyEstimates.Of(rows[r], support.UnsupportedMass) is { } estimate) estimates.Add(Rewards[r], estimate);
        return report with { Support = support, Estimates = estimates, EstimateSentence = support.Sentence };
    }

    (OffPolicyRow[]?, double[], double) Evaluate(TrafficSample sample)
    {
        var work = workspaces.TryTake(out var kept) ? kept : new Counterfactual(compiler, time);
        try
        {
            var evaluated = new OffPolicyRow[Rewards.Length];
            return work.TryEvaluate(sample, draft, model!, matrix, evaluated) ? (evaluated, [.. work.Weights], work.UnsupportedMass) : default;
        }
        finally
        {
            workspaces.Add(work);
        }
    }
}
