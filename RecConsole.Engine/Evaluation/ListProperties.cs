using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// What lists are like beside being right, all from the training part:
/// novelty: mean of -log2 of the share of shoppers who dealt with the item, one more than counted so that an item of which
/// nothing is known has a value too (Vargas and Castells 2011);
/// diversity within a list: mean over its pairs of 1 - cosine of the two items' sets of shoppers (Ziegler et al. 2005);
/// popularity bias: mean popularity of the lists over that of the histories, minus 1 (the group average popularity of
/// Abdollahpouri et al. 2019); cold: an item without any training event.
/// </summary>
sealed class ListProperties
{
    // Pairs of the most popular items stand in many lists and are the dearest to compare: each is compared once. 1 MB.
    const int Remembered = 512;

    static readonly int[] Nobody = [];

    readonly int[][] shoppers; // by item of the split
    readonly int shopperCount;
    readonly int[] places; // by item: where among the most popular, or -1
    readonly float[] cosines = new float[Remembered * Remembered]; // NaN until asked for; two threads may write the same value

    public ListProperties(EvaluationSplit split, TrainingLog log)
    {
        shopperCount = log.UserCount;
        shoppers = new int[split.Items.Count][];
        for (var item = 0; item < shoppers.Length; item++) shoppers[item] = log.Vocabulary.IndexOf(split.Items[item]) is >= 0 and var row ? log.ItemSets[row] : Nobody;
        Array.Fill(cosines, float.NaN);
        places = new int[shoppers.Length];
        Array.Fill(places, -1);
        var popular = Enumerable.Range(0, shoppers.Length).OrderByDescending(item => shoppers[item].Length).Take(Remembered).ToArray();
        for (var place = 0; place < popular.Length; place++) places[popular[place]] = place;
    }

    public bool IsCold(int item) => shoppers[item].Length == 0;

    public double Popularity(int item) => shoppers[item].Length;

    public double Novelty(ReadOnlySpan<int> list)
    {
        var sum = 0.0;
        foreach (var item in list) sum -= Math.Log2((shoppers[item].Length + 1.0) / (shopperCount + 1.0));
        return list.IsEmpty ? 0 : sum / list.Length;
    }

    public double Diversity(ReadOnlySpan<int> list)
    {
        if (list.Length < 2) return 0;
        var sum = 0.0;
        for (var i = 1; i < list.Length; i++)
            for (var j = 0; j < i; j++) sum += 1 - Cosine(list[i], list[j]);
        return sum / (list.Length * (list.Length - 1) / 2.0);
    }

    float Cosine(int item, int other)
    {
        if (places[item] < 0 || places[other] < 0) return Cosine(shoppers[item], shoppers[other]);
        ref var remembered = ref cosines[Math.Max(places[item], places[other]) * Remembered + Math.Min(places[item], places[other])];
        if (float.IsNaN(remembered)) remembered = Cosine(shoppers[item], shoppers[other]);
        return remembered;
    }

    static float Cosine(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        var both = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var order = a[i] - b[j];
            if (order == 0) both++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return (float)(both / Math.Sqrt((double)a.Length * b.Length));
    }
}
