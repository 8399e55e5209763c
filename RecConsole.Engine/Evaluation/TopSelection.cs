namespace RecConsole.Engine.Evaluation;

/// <summary>The best few of all scores, best first, ties to the lower index. Kept by a thread and filled again.</summary>
sealed class TopSelection(int most)
{
    readonly int[] items = new int[most];
    readonly float[] scores = new float[most];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Items => items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Items must come in rising order of index.</summary>
    public void Add(int item, float score)
    {
        if (Count == most && !(score > scores[most - 1])) return;
        var place = Count < most ? Count++ : most - 1;
        for (; place > 0 && scores[place - 1] < score; place--) (items[place], scores[place]) = (items[place - 1], scores[place - 1]);
        (items[place], scores[place]) = (item, score);
    }
}
