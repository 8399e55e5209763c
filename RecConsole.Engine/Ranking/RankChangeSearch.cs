using System.Collections.Immutable;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// For each lever (a weight, the strength of an active rule, a new boost) the smallest change that brings an item to a rank.
/// Every score is linear in every lever, so <see cref="ThresholdSweep"/> says in closed form where the rank holds; the value
/// is then applied in fp32 and the catalogue ranked under it, a few roundings further out where fp32 needs it.
/// </summary>
sealed class RankChangeSearch(RankedItems ranked, ScoreField field, int item, int rank)
{
    /// <summary>The smallest strength that is proposed: less does nothing that can be seen.</summary>
    const float LeastStrength = 0.001f;

    /// <summary>Values tried in one range, each 8 times as far from its start as the one before: from one rounding to all of the range.</summary>
    const int MaxTries = 12;

    readonly CatalogMatrix matrix = ranked.Matrix;
    readonly StrategyRevision revision = ranked.Revision;
    readonly float[] columnOrScores = new float[field.Count];
    readonly float[] vector = new float[ranked.Matrix.Scores.Columns];
    readonly double[] lead = new double[field.Count];
    readonly double[] slope = new double[field.Count];

    /// <summary>How a revision comes to be with the lever at a value, and what the request becomes under it.</summary>
    sealed record Lever(RankChange Unmoved, Func<float, StrategyRevision> Set, Func<StrategyRevision, ScoreRequest> Request);

    public ImmutableArray<RankChange> Find()
    {
        var found = new List<RankChange>();
        foreach (var key in WeightKeys.All(matrix.Signals)) found.Add(OfWeight(key));
        foreach (var (rule, items) in ranked.Rules.Scoring) found.Add(OfRule(rule, items));
        found.Add(OfNewBoost());
        return [.. found.OrderBy(change => change.Size ?? float.PositiveInfinity)];
    }

    RankChange OfWeight(string key)
    {
        // the lever's column for this shopper is what the score would be if it alone weighed 1
        CanonicalScore.All(matrix.Scores, Weighted(new StrategyRevision("unit", 1, [KeyValuePair.Create(key, 1f)])) with { Bias = null }, columnOrScores);
        var unmoved = new RankChange(RankLever.Weight, key, revision.Weight(key), revision.BoundsOf(key));
        return Solve(new Lever(unmoved, value => revision.WithWeight(key, value), Weighted));
    }

    RankChange OfRule(StrategyRule rule, Bitset items)
    {
        var sign = Math.Sign(rule.Bias);
        for (var i = 0; i < columnOrScores.Length; i++) columnOrScores[i] = items[i] ? sign : 0;
        var unmoved = new RankChange(RankLever.RuleStrength, rule.Key, rule.Strength, new WeightBounds(Math.Min(LeastStrength, rule.Strength), StrategyRule.MaxStrength)) { RuleName = revision.RuleName(rule.Key) };
        return Solve(new Lever(unmoved, value => revision.WithRule(rule with { Strength = value }), changed => Ruled(changed, rule.Key, items)));
    }

    RankChange OfNewBoost()
    {
        var id = matrix.Catalog[item].Id.Value;
        var key = FreeKey("boost-" + id);
        Array.Clear(columnOrScores);
        columnOrScores[item] = 1;
        var alone = new Bitset(field.Count) { [item] = true };
        var unmoved = new RankChange(RankLever.NewBoost, key, 0, new WeightBounds(0, StrategyRule.MaxStrength));
        if (revision.Rules.Length >= StrategyCompiler.MaxRules) return unmoved;
        return Solve(new Lever(unmoved, value => revision.WithRule(new StrategyRule(key, RuleKind.Boost) { Strength = value, Items = new() { Ids = [id] } }), changed => Ruled(changed, key, alone)));
    }

    /// <summary>A key that no rule has, of at most 64 characters.</summary>
    string FreeKey(string wish)
    {
        const int MaxLength = 60;
        var stem = wish.Length <= MaxLength ? wish : wish[..MaxLength];
        var key = stem;
        for (var n = 2; revision.Rules.Any(rule => rule.Key == key); n++) key = $"{stem}-{n}";
        return key;
    }

    ScoreRequest Weighted(StrategyRevision changed)
    {
        var terms = RequestVector.Write(matrix, changed, ranked.Shopper.U, ranked.Shopper.MeanLogPrice, vector);
        return ranked.Request with { Vector = vector, Offset = terms.Offset, Sparse = ranked.Shopper.Sparse(changed.Weight(WeightKeys.Relevance)) };
    }

    ScoreRequest Ruled(StrategyRevision changed, string key, Bitset items) =>
        ranked.Request with { Bias = RulePlan.BiasOf(ranked.Rules.With(changed.Rules.First(rule => rule.Key == key), items), field.Count) };

    RankChange Solve(Lever lever)
    {
        var (from, bounds) = (lever.Unmoved.From, lever.Unmoved.Bounds);
        var rivals = Lines();
        var up = ThresholdSweep.Ranges(lead.AsSpan(0, rivals), slope.AsSpan(0, rivals), rank - 1, (double)bounds.Max - from);
        for (var j = 0; j < rivals; j++) slope[j] = -slope[j];
        var down = ThresholdSweep.Ranges(lead.AsSpan(0, rivals), slope.AsSpan(0, rivals), rank - 1, (double)from - bounds.Min);

        foreach (var (sign, start, end) in up.Select(range => (1, range.From, range.To)).Concat(down.Select(range => (-1, range.From, range.To))).OrderBy(range => range.Item2))
            if (Reach(lever, sign, start, end) is { } reached) return reached;
        return lever.Unmoved;
    }

    /// <summary>By rival that may be shown: its lead, and what the lever adds to it; returns how many.</summary>
    int Lines()
    {
        var rivals = 0;
        for (var j = 0; j < field.Count; j++)
        {
            if (j == item || field.IsExcluded(j)) continue;
            var ahead = (double)field.Score(j) - field.Score(item);
            lead[rivals] = ahead != 0 ? ahead : j < item ? double.Epsilon : -double.Epsilon; // ties go to the lower index
            slope[rivals++] = (double)columnOrScores[j] - columnOrScores[item];
        }
        return rivals;
    }

    /// <summary>The first value of a range, from its start outwards, under which the rank is found to hold.</summary>
    RankChange? Reach(Lever lever, int sign, double start, double end)
    {
        var (from, bounds) = (lever.Unmoved.From, lever.Unmoved.Bounds);
        var first = (float)(from + sign * start);
        if (sign * (first - (from + sign * start)) < 0) first = sign > 0 ? MathF.BitIncrement(first) : MathF.BitDecrement(first);
        var step = Math.Max(Math.Abs(first), Math.Abs(from)) * 1.2e-7 + 1e-9; // one rounding of the value
        for (var n = 0; n < MaxTries; n++, step *= 8)
        {
            var value = Math.Clamp((float)(n == 0 ? first : first + sign * step), bounds.Min, bounds.Max);
            var isBeyond = Math.Abs((double)value - from) > end;
            if (isBeyond) value = (float)(from + sign * (start + end) / 2);
            if (value != from && TryRank(lever, value) is { } reached) return reached;
            if (isBeyond || value == bounds.Min || value == bounds.Max) break;
        }
        return null;
    }

    RankChange? TryRank(Lever lever, float value)
    {
        if (!lever.Unmoved.Bounds.Contains(value) || lever.Unmoved.Lever == RankLever.NewBoost && value <= 0) return null;
        var changed = lever.Set(value);
        var reached = field.RankUnder(item, lever.Request(changed), columnOrScores);
        return reached <= rank ? lever.Unmoved with { To = value, Rank = reached, Revision = changed } : null;
    }
}
