using RecConsole.Engine.Numerics;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Impact;

/// <summary>
/// In: a draft and sampled slates. Out: what the click model expects of weight vectors around the draft's, and which of them
/// no other beats. The orders without exploration are compared; the model alone speaks, so points say where to look, and the
/// study of a draft says what to expect.
/// </summary>
public sealed class ParetoSweep(Ranker ranker, StrategyCompiler compiler, TimeProvider time)
{
    /// <summary>Samples that each vector is tried on.</summary>
    public const int MaxSamples = 400;

    /// <summary>
    /// Clicks that the model is fitted to at least: about three a column. With fewer, the ridge that holds its coefficients near
    /// zero says more than the log, and all vectors look alike.
    /// </summary>
    public const int MinClicks = 30;

    /// <param name="keys">The weights that move; the others stay as they are.</param>
    /// <param name="vectors">How many to try beside the draft's.</param>
    /// <param name="within">How far a weight may move either way, inside its bounds.</param>
    public ParetoAnswer Run(StrategyRevision draft, IReadOnlyList<string> keys, ImpactTraffic traffic, int vectors = 60, float within = 0.5f, ulong seed = 1, CancellationToken cancellation = default)
    {
        if (traffic.Rewards is not { } model || traffic.Samples.Count == 0)
            return new([], "The log holds no slates with their scores yet, so there is nothing to try vectors on. They come as shoppers ask for slates.");
        if (model.Clicks < MinClicks)
            return new([], FormattableString.Invariant($"The log holds {model.Clicks:n0} {(model.Clicks == 1 ? "click" : "clicks")} on {traffic.Samples.Count:n0} {(traffic.Samples.Count == 1 ? "slate" : "slates")}. The click model that judges vectors needs at least {MinClicks}: with fewer its figures would be made up."));
        var rng = new Rng(seed);
        var tried = new List<StrategyRevision> { draft };
        for (var v = 0; v < vectors; v++)
        {
            var next = draft;
            foreach (var key in keys)
            {
                var bounds = draft.BoundsOf(key);
                next = next.WithWeight(key, Math.Clamp(draft.Weight(key) + within * (float)(2 * rng.NextDouble() - 1), bounds.Min, bounds.Max));
            }
            tried.Add(next);
        }
        var matrix = ranker.Hold();
        try
        {
            var points = new ParetoPoint[tried.Count];
            Parallel.For(0, points.Length, new ParallelOptions { CancellationToken = cancellation }, i => points[i] = Expect(tried[i], i == 0, traffic, model, matrix));
            return points[0] is { Ctr: 0, Margin: 0, Diversity: 0 }
                ? new([], "None of the sampled slates can be recomputed: the revisions that served them, or their items, are not kept any more.")
                : new([.. points.Select(point => point with { IsOnFront = !points.Any(other => Beats(other, point)) })]);
        }
        finally
        {
            Ranker.LetGo(matrix);
        }
    }

    ParetoPoint Expect(StrategyRevision revision, bool isDraft, ImpactTraffic traffic, RewardModel model, CatalogMatrix matrix)
    {
        var work = new Counterfactual(compiler, time);
        double clicks = 0, slots = 0, margin = 0, unlike = 0;
        var used = 0;
        // spread over the whole log, not its newest part
        var step = Math.Max(1, traffic.Samples.Count / MaxSamples);
        for (var i = 0; i < traffic.Samples.Count; i += step)
        {
            if (work.TryExpect(traffic.Samples[i], revision, model, matrix) is not { } expected) continue;
            used++;
            clicks += expected.Clicks;
            slots += expected.Slots;
            margin += expected.Margin;
            unlike += expected.Diversity;
        }
        return new ParetoPoint(revision.Weights, slots > 0 ? clicks / slots : 0, used > 0 ? margin / used : 0, used > 0 ? unlike / used : 0, isDraft, IsOnFront: false);
    }

    static bool Beats(ParetoPoint one, ParetoPoint other) =>
        one.Ctr >= other.Ctr && one.Margin >= other.Margin && one.Diversity >= other.Diversity
        && (one.Ctr > other.Ctr || one.Margin > other.Margin || one.Diversity > other.Diversity);
}
