using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>What each case came to, written by many threads (each case by one), and the report made of it.</summary>
sealed class CaseResults(int cases, int items)
{
    static readonly string[] ListNames = ["novelty@10", "ild@10"];

    static int Width => CaseFigures.Names.Length + ListNames.Length;

    readonly double[] figures = new double[cases * Width];
    readonly double[] listPopularity = new double[cases];
    readonly double[] historyPopularity = new double[cases];
    readonly int[] coldShown = new int[cases];
    readonly int[] shown = new int[cases];
    readonly Bitset covered = new(items);

    public void Write(int index, CaseRanking ranking, EvaluationCase asked, ListProperties properties, int listLength)
    {
        var own = figures.AsSpan(index * Width, Width);
        CaseFigures.Compute(ranking.Ranks, ranking.Auc, own);
        var list = ranking.List[..Math.Min(listLength, ranking.List.Length)];
        own[^2] = properties.Novelty(list);
        own[^1] = properties.Diversity(list);
        shown[index] = list.Length;
        foreach (var item in list)
        {
            listPopularity[index] += properties.Popularity(item) / list.Length;
            if (properties.IsCold(item)) coldShown[index]++;
        }
        foreach (var entry in asked.History.Span) historyPopularity[index] += properties.Popularity(entry.Item) / asked.History.Length;
        lock (covered)
            foreach (var item in list) covered[item] = true;
    }

    public EvaluationReport Report(EvaluationCase[] asked, ListProperties properties, EvaluationOptions options, double seconds)
    {
        string[] names = [.. CaseFigures.Names, .. ListNames];
        var metrics = new Dictionary<string, double>();
        for (var c = 0; c < names.Length; c++) metrics[names[c]] = Mean(c, Enumerable.Range(0, cases));
        metrics["coverage@10"] = (double)covered.Count() / items;
        metrics["popularityBias@10"] = historyPopularity.Sum() is > 0 and var usual ? listPopularity.Sum() / usual - 1 : 0;
        metrics["coldItemShare@10"] = shown.Sum() is > 0 and var all ? (double)coldShown.Sum() / all : 0;
        var intervals = new Dictionary<string, Interval>();
        if (options.BootstrapResamples > 0)
        {
            var drawn = Bootstrap.Intervals(figures, Width, options.BootstrapResamples, options.Seed, options.Parallel);
            for (var c = 0; c < names.Length; c++) intervals[names[c]] = drawn[c];
        }
        return new EvaluationReport(cases, items, metrics, intervals, seconds)
        {
            Ndcg10ByCase = [.. Enumerable.Range(0, cases).Select(index => figures[index * Width + Place("ndcg@10")])],
            Segments = [.. ByHistory(asked), .. ByPopularity(asked, properties)],
            ColdTargets = asked.Sum(one => (double)one.Targets.Count(properties.IsCold) / one.Targets.Length) / cases,
        };
    }

    IEnumerable<SegmentFigures> ByHistory(EvaluationCase[] asked) =>
        Segments(index => asked[index].History.Length switch
        {
            < 5 => "history 1 to 4",
            < 10 => "history 5 to 9",
            < 50 => "history 10 to 49",
            _ => "history 50 and more",
        });

    /// <summary>By the first target: cold, among the most popular fifth of the catalogue, or of the long tail.</summary>
    IEnumerable<SegmentFigures> ByPopularity(EvaluationCase[] asked, ListProperties properties)
    {
        var descending = Enumerable.Range(0, items).Select(properties.Popularity).OrderDescending().ToArray();
        var headAbove = descending[Math.Min(items - 1, items / 5)];
        return Segments(index => properties.Popularity(asked[index].Targets[0]) is var popularity && popularity == 0 ? "target cold"
            : popularity > headAbove ? "target among the most popular fifth" : "target of the long tail");
    }

    IEnumerable<SegmentFigures> Segments(Func<int, string> segment) =>
        from index in Enumerable.Range(0, cases)
        group index by segment(index) into own
        orderby own.Key
        select new SegmentFigures(own.Key, own.Count(), Mean(Place("hr@10"), own), Mean(Place("ndcg@10"), own), Mean(Place("recall@20"), own));

    double Mean(int column, IEnumerable<int> indices) => indices.Average(index => figures[index * Width + column]);

    static int Place(string name) => Array.IndexOf(CaseFigures.Names, name);
}
