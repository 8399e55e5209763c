using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: a draft and logged traffic. Out: for each enabled rule, what leaving it out of the draft would change. Movement asks a
/// few hundred requests anew. What it earns is the difference of two doubly robust estimates on the same slates under the same
/// chance, the draft without the rule less the draft: neither is what was served, so a rule that changes nothing costs exactly
/// nothing however far the draft lies from live. Cost: the draft once and each rule once over all samples, 0.1 ms a slate.
/// </summary>
public sealed class RulePriceStudy(ImpactStudy study, Ranker ranker, StrategyCompiler compiler, TimeProvider time)
{
    /// <summary>Requests that are asked anew for movement.</summary>
    public const int MovementRequests = 500;

    /// <summary>Slates between two looks at whether the study is still wanted.</summary>
    const int Chunk = 512;

    static readonly Reward[] Rewards = Enum.GetValues<Reward>();

    public IReadOnlyList<RulePrice> Run(StrategyRevision draft, ImpactTraffic traffic, IProgress<RulePrice>? progress = null, CancellationToken cancellation = default)
    {
        var asked = traffic with { Requests = [.. traffic.Requests.Take(MovementRequests)], Samples = [], Rewards = null };
        var prices = new List<RulePrice>();
        var matrix = ranker.Hold();
        try
        {
            var evaluator = traffic.Rewards is { } model && traffic.Samples.Count > 0 ? new SlateEvaluator(model, compiler, matrix, time) : null;
            var own = evaluator is null ? [] : Evaluate(evaluator, traffic.Samples, draft, cancellation);
            foreach (var rule in draft.EnabledRules)
            {
                var rest = draft.WithoutRule(rule.Key);
                var moved = study.Run(draft, rest, asked, null, cancellation);
                var price = evaluator is null
                    ? new RulePrice(rule.Key, moved, new Dictionary<Reward, RulePriceChange>(), null, traffic.WhyNoEstimate)
                    : Price(rule, moved, traffic.Samples, own, Evaluate(evaluator, traffic.Samples, rest, cancellation));
                prices.Add(price);
                progress?.Report(price);
            }
            return prices;
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
    }

    static List<EvaluatedSlate?> Evaluate(SlateEvaluator evaluator, IReadOnlyList<TrafficSample> samples, StrategyRevision draft, CancellationToken cancellation)
    {
        var slates = new List<EvaluatedSlate?>(samples.Count);
        while (slates.Count < samples.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            slates.AddRange(evaluator.Evaluate(samples, slates.Count, Math.Min(samples.Count, slates.Count + Chunk), draft, asksRules: true));
        }
        return slates;
    }

    static RulePrice Price(StrategyRule rule, ImpactReport moved, IReadOnlyList<TrafficSample> samples, List<EvaluatedSlate?> own, List<EvaluatedSlate?> rest)
    {
        PairedSlates all = new(), withChance = new();
        for (var i = 0; i < own.Count; i++)
        {
            if (own[i] is not { } with || rest[i] is not { } without) continue;
            // what a rule took off the slate that was served is not among its candidates: nobody knows what it would have earned
            if (HidesItems(rule) && samples[i].Revision!.EnabledRules.Any(served => served.Key == rule.Key && served.Kind == rule.Kind)) without = without with { UnsupportedMass = 1 };
            all.Add(with, without);
            if (with.HasChance) withChance.Add(with, without);
        }
        if (all.Count == 0) return new RulePrice(rule.Key, moved, new Dictionary<Reward, RulePriceChange>(), null, "None of the sampled slates can be recomputed: the revisions that served them, or their items, are not kept any more.");
        if (!all.Differs && moved is { ChangedTop10: 0, Entered: 0, RankBiasedOverlap: 1 })
            return new RulePrice(rule.Key, moved, all.Changes(), all.Support.Verdict, "Leaving it out changes no request that was looked at, and no slate of the log.") { IsNothing = true };
        var leavesOut = withChance.Count < all.Count && withChance.Support.Verdict > all.Support.Verdict;
        var used = leavesOut ? withChance : all;
        var support = leavesOut ? used.Support with { LeftOut = all.Count - used.Count } : used.Support;
        return new RulePrice(rule.Key, moved, support.Verdict == OffPolicyVerdict.NotSupported ? new Dictionary<Reward, RulePriceChange>() : used.Changes(), support.Verdict, support.Sentence);
    }

    static bool HidesItems(StrategyRule rule) => rule.Kind is RuleKind.Hide or RuleKind.IncludeOnly;

    /// <summary>The same slates under the draft and under the draft without the rule.</summary>
    sealed class PairedSlates
    {
        readonly EvaluatedSlates own = new();
        readonly EvaluatedSlates rest = new();
        double unsupported;

        public int Count => own.Count;

        public bool Differs { get; private set; }

        /// <summary>Of the less supported of the two.</summary>
        public OffPolicySupport Support
        {
            get
            {
                var (one, other) = (own.Support, rest.Support);
                return other.Verdict < one.Verdict || other.Verdict == one.Verdict && other.EffectiveSlates < one.EffectiveSlates ? other : one;
            }
        }

        public void Add(EvaluatedSlate with, EvaluatedSlate without)
        {
            own.Add(with);
            rest.Add(without);
            if (with.IsSame(without)) return;
            Differs = true;
            unsupported += Math.Max(with.UnsupportedMass, without.UnsupportedMass);
        }

        public Dictionary<Reward, RulePriceChange> Changes()
        {
            var changes = new Dictionary<Reward, RulePriceChange>();
            foreach (var reward in Rewards)
                if (OffPolicyEstimates.Difference(own.Rows(reward), rest.Rows(reward), unsupported / Count) is var (reference, change)) changes.Add(reward, new RulePriceChange(reference, change));
            return changes;
        }
    }
}
