using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>What a training is validated by where nothing else may be: the newest item of some shoppers, taken out of the training part.</summary>
public static class Holdout
{
    /// <summary>Items of a shopper from which on the newest may be taken.</summary>
    const int ShortestHistory = 3;

    /// <summary>The split with a smaller training part, and cases that are newer than it; null when no shopper has items enough.</summary>
    /// <param name="shoppers">How many are drawn at most; never more than half of those who have items enough.</param>
    public static EvaluationSplit? Of(EvaluationSplit split, int shoppers, ulong seed)
    {
        var histories = ShopperHistories.Of(split.Training, split.Items.Items.ToArray());
        var able = Enumerable.Range(0, histories.ByShopper.Length).Where(shopper => histories.ByShopper[shopper].Count >= ShortestHistory).ToArray();
        new Rng(seed).Fork(2).Shuffle<int>(able);
        var drawn = able.Take(Math.Min(shoppers, able.Length / 2)).ToHashSet();
        var training = new List<Events.ShopEvent>(split.Training.Count);
        var cases = new List<EvaluationCase>(drawn.Count);
        foreach (var (shopper, own) in histories.ByShopper.Index())
        {
            var kept = drawn.Contains(shopper) ? own.Count - 1 : own.Count;
            training.AddRange(own.Take(kept));
            if (kept == own.Count) continue;
            int[] targets = [histories.EntryOf(own[^1]).Item];
            cases.Add(new EvaluationCase(own.Take(kept).Select(histories.EntryOf).ToArray(), targets) { Bought = histories.BoughtOf(own.Skip(kept), targets) });
        }
        return cases.Count == 0 ? null : split with { Training = training, Cases = cases, Part = EvaluationPart.Validation, WithoutHistory = 0, Description = $"the newest item of {cases.Count} drawn shoppers of the training part" };
    }
}
