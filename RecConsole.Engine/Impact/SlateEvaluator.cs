using System.Collections.Concurrent;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>Recomputes sampled slates for drafts, on all processors.</summary>
sealed class SlateEvaluator(RewardModel model, StrategyCompiler compiler, CatalogMatrix matrix, TimeProvider time)
{
    static readonly int Rewards = Enum.GetValues<Reward>().Length;

    readonly ConcurrentBag<Counterfactual> workspaces = [];

    /// <summary>In the samples' order, so that sums over them are the same each time; null where a slate cannot be recomputed.</summary>
    /// <param name="asksRules">Whether rules are matched anew even where the draft has those that served: so that two drafts are treated alike.</param>
    public EvaluatedSlate?[] Evaluate(IReadOnlyList<TrafficSample> samples, int start, int end, StrategyRevision draft, bool asksRules = false)
    {
        var found = new EvaluatedSlate?[end - start];
        Parallel.For(0, found.Length, i => found[i] = Evaluate(samples[start + i], draft, asksRules));
        return found;
    }

    EvaluatedSlate? Evaluate(TrafficSample sample, StrategyRevision draft, bool asksRules)
    {
        var work = workspaces.TryTake(out var kept) ? kept : new Counterfactual(compiler, time);
        try
        {
            var rows = new OffPolicyRow[Rewards];
            return work.TryEvaluate(sample, draft, model, matrix, rows, asksRules)
                ? new EvaluatedSlate(rows, [.. work.Weights], work.UnsupportedMass, sample.Revision!.Exploration.IsOn)
                : null;
        }
        finally
        {
            workspaces.Add(work);
        }
    }
}
