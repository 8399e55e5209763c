using System.Numerics;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>One thread's ranking of one case at a time: scores in, list and ranks of the targets out. Buffers are kept.</summary>
sealed class CaseRanking(int itemCount)
{
    readonly float[] scores = new float[itemCount];
    readonly TopSelection top = new(Evaluator.LongestList);
    readonly List<int> negatives = [];
    readonly List<int> ranks = [];
    readonly Bitset known = new(itemCount);

    public Span<float> Scores => scores;

    /// <summary>Best first.</summary>
    public ReadOnlySpan<int> List => top.Items;

    /// <summary>Of the targets among all candidates, from 1, ascending.</summary>
    public ReadOnlySpan<int> Ranks => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ranks);

    public double Auc { get; private set; }

    /// <summary>Ranks by what stands in <see cref="Scores"/>, which is used up.</summary>
    public void Rank(EvaluationCase asked, EvaluationOptions options, ulong index)
    {
        if (options.SampledNegatives is { } count) KeepSample(asked, count, new Rng(options.Seed).Fork(2).Fork(index));
        else if (!options.KeepSeen)
            foreach (var entry in asked.History.Span) scores[entry.Item] = float.NegativeInfinity;
        top.Clear();
        var candidates = 0;
        for (var item = 0; item < scores.Length; item++)
        {
            if (float.IsNegativeInfinity(scores[item])) continue;
            candidates++;
            top.Add(item, scores[item]);
        }
        RankTargets(asked.Targets, candidates);
    }

    void RankTargets(int[] targets, int candidates)
    {
        ranks.Clear();
        var ordered = 0.0;
        foreach (var target in targets)
        {
            var score = scores[target];
            var (above, level) = Count(scores, score);
            var before = 0; // on its level, by index
            if (level > 1)
                for (var item = 0; item < target; item++)
                    if (scores[item] == score) before++;
            ranks.Add(1 + above + before);
            level--;
            foreach (var other in targets)
            {
                if (other == target) continue;
                if (scores[other] > score) above--;
                else if (scores[other] == score) level--;
            }
            ordered += candidates - targets.Length - above - 0.5 * level;
        }
        ranks.Sort();
        var pairs = (double)targets.Length * (candidates - targets.Length);
        Auc = pairs > 0 ? ordered / pairs : 1;
    }

    /// <summary>How many scores lie above, and how many on the same level.</summary>
    static (int Above, int Level) Count(float[] scores, float score)
    {
        var limit = new Vector<float>(score);
        var (above, level) = (Vector<int>.Zero, Vector<int>.Zero);
        var at = 0;
        for (; at <= scores.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var values = new Vector<float>(scores, at);
            above -= Vector.GreaterThan(values, limit); // a lane that holds is -1
            level -= Vector.Equals(values, limit);
        }
        var (aboveCount, levelCount) = (Vector.Sum(above), Vector.Sum(level));
        for (; at < scores.Length; at++)
        {
            if (scores[at] > score) aboveCount++;
            if (scores[at] == score) levelCount++;
        }
        return (aboveCount, levelCount);
    }

    /// <summary>Leaves the targets and as many others as asked for that the shopper never dealt with; fewer where there are no more.</summary>
    void KeepSample(EvaluationCase asked, int count, Rng rng)
    {
        foreach (var entry in asked.History.Span) known[entry.Item] = true;
        foreach (var target in asked.Targets) known[target] = true;
        var free = scores.Length - known.Count();
        negatives.Clear();
        if (count >= free)
        {
            for (var item = 0; item < scores.Length; item++)
                if (!known[item]) negatives.Add(item);
        }
        else
            while (negatives.Count < count)
            {
                var item = rng.NextInt(scores.Length);
                if (known[item]) continue;
                known[item] = true;
                negatives.Add(item);
            }
        var kept = negatives.Concat(asked.Targets).Select(item => (item, scores[item])).ToArray();
        Array.Fill(scores, float.NegativeInfinity);
        foreach (var (item, score) in kept) scores[item] = score;
        foreach (var entry in asked.History.Span) known[entry.Item] = false;
        foreach (var (item, _) in kept) known[item] = false;
    }
}
