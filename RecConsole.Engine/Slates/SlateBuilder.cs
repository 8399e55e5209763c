using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Slates;

/// <summary>In: the ranked top M. Out: the slots of the slate, best first. Without exploration each choice is certain: propensity 1.</summary>
public static class SlateBuilder
{
    public static SlateSlotChoice[] Build(RankedItems ranked, int count)
    {
        var indices = ranked.Top.Indices;
        var scores = ranked.Top.Scores;
        var slots = new SlateSlotChoice[Math.Min(count, indices.Length)];
        for (var i = 0; i < slots.Length; i++) slots[i] = new SlateSlotChoice(indices[i], scores[i], 1);
        return slots;
    }

    /// <summary>The slate when nothing could be ranked in time: the most popular items that the request may show.</summary>
    public static SlateSlotChoice[] Popular(RankedItems ranked, int count)
    {
        var slots = new List<SlateSlotChoice>(count);
        foreach (var item in ranked.Matrix.Popular.Span)
        {
            if (slots.Count == count) break;
            if (!ranked.IsExcluded(item)) slots.Add(new SlateSlotChoice(item, ranked.ScoreOf(item), 1));
        }
        return [.. slots];
    }
}
