using RecConsole.Engine.Catalog;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData("ials", """{"dimensions": 8, "regularization": 0.05, "unobservedWeight": 0.5}""")]
    [InlineData("sr", "{}")]
    [InlineData("ppmi", "{}")]
    public void Run_AnyNumberOfThreads_SameReport(string key, string options)
    {
        var (split, log) = Clusters();
        using var model = ZooCase.Fit(key, split.Training, options);
        var reports = new[] { 1, 3 }.Select(threads => new Evaluator(split, log, new EvaluationOptions { Threads = threads, BootstrapResamples = 50 }).Run(model, TimeProvider.System)).ToList();
        Assert.Equal(reports[0].Metrics, reports[1].Metrics);
        Assert.Equal(reports[0].Intervals, reports[1].Intervals);
        Assert.Equal(reports[0].Segments, reports[1].Segments);
        Assert.True(reports[0].Metrics["hr@10"] > 0.3); // by chance: 0.125
    }

    /// <summary>The scores that are ranked are those of the kernel that serves, item by item.</summary>
    [Fact]
    public void Prepare_InnerProduct_ListsAreTheKernels()
    {
        var (split, _) = Clusters();
        using var model = (InnerProductModel)ZooCase.Fit("ials", split.Training);
        var rows = Enumerable.Range(0, split.Items.Count).Select(item => model.Vocabulary.IndexOf(split.Items[item])).ToArray();
        ReadOnlyMemory<HistoryEntry>[] histories = [new HistoryEntry[] { new(3, EventKind.View), new(5, EventKind.View) }];
        var scores = new float[split.Items.Count];
        new InnerProductScorer(model, rows).Prepare(histories)(0, scores);

        var u = new float[model.Dimensions];
        model.Encoder.Encode(histories, u);
        var matrix = new ScoreMatrix(
            ColumnBlock.Build(rows.Length, u.Length, (item, row) => { if (rows[item] >= 0) model.ItemMatrix.Span.Slice(rows[item] * u.Length, u.Length).CopyTo(row); }),
            ColumnBlock.Build(rows.Length, 0, (_, _) => { }));
        var top = new TopList();
        using var kernel = new SimdScorer();
        kernel.Score(matrix, [new ScoreRequest { Vector = u, Count = 20 }], [top]);
        Assert.Equal(top.Indices.ToArray(), Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).ThenBy(item => item).Take(20));
        Assert.Equal(top.Scores.ToArray(), top.Indices.ToArray().Select(item => scores[item]));
    }

    [Fact]
    public void Run_Popularity_IsCountedOnTrainingOnly()
    {
        // B and C are dealt with by all, but only at the end: a count that saw targets would rank them first.
        var history = new History();
        for (var u = 0; u < 5; u++) history.Add($"u{u}", "s", EventKind.View, $"own{u}", "A", "B", "C");
        history.Add("other", "s", EventKind.View, "D", "E");
        var split = LeaveOneOutSplit.Cut(history.Events, [], EvaluationPart.Test, keepSeen: false);
        using var model = ZooCase.Fit("popularity", split.Training);
        Assert.Equal(-1, model.Vocabulary.IndexOf(new ItemId("C")));
        var report = Report(split, model);
        Assert.Equal(1, report.ColdTargets);
        Assert.Equal(1 / 7.0, report.Metrics["mrr"], 1e-12); // each shopper has seven items left, D, E and the others' own among them: C, in no training, is last
    }

    [Fact]
    public void Run_ListProperties_AsByHand()
    {
        // popularity: A 3, B 2, C 1 of three shoppers who are asked for D, which is cold
        var history = new History().Add("u1", "s", EventKind.View, "A", "B", "C", "X1", "D").Add("u2", "s", EventKind.View, "A", "B", "X2", "D").Add("u3", "s", EventKind.View, "A", "X3", "D");
        var split = LeaveOneOutSplit.Cut(history.Events, [], EvaluationPart.Test, keepSeen: true);
        using var model = ZooCase.Fit("popularity", split.Training);
        var report = Report(split, model, new EvaluationOptions { KeepSeen = true });
        // seven items, all on every list of ten: A B C and the cold D X1 X2 X3
        Assert.Equal(1, report.Metrics["coverage@10"]);
        Assert.Equal(4 / 7.0, report.Metrics["coldItemShare@10"], 1e-12);
        Assert.Equal((0 - Math.Log2(3 / 4.0) - Math.Log2(2 / 4.0) + 4 * 2) / 7, report.Metrics["novelty@10"], 1e-12);
        // pairs: A-B sqrt(2/3), A-C sqrt(1/3), B-C sqrt(1/2), 18 others nothing in common
        Assert.Equal(1 - (Math.Sqrt(2 / 3.0) + Math.Sqrt(1 / 3.0) + Math.Sqrt(0.5)) / 21, report.Metrics["ild@10"], 1e-6);
        // lists 6/7 on average; histories (3+2+1+0)/4, (3+2+0)/3, (3+0)/2
        Assert.Equal(6 / 7.0 / ((1.5 + 5 / 3.0 + 1.5) / 3) - 1, report.Metrics["popularityBias@10"], 1e-12);
    }

    [Fact]
    public void Run_LimitUsers_DrawsThemBySeed()
    {
        var (split, log) = Clusters();
        using var model = ZooCase.Fit("sr", split.Training);
        EvaluationReport Of(int limit, ulong seed) => new Evaluator(split, log, new EvaluationOptions { LimitUsers = limit, Seed = seed, BootstrapResamples = 0 }).Run(model, TimeProvider.System);
        Assert.Equal(40, Of(40, 1).Cases);
        Assert.Equal(Of(40, 1).Metrics, Of(40, 1).Metrics);
        Assert.NotEqual(Of(40, 1).Metrics["mrr"], Of(40, 2).Metrics["mrr"]);
        Assert.Equal(split.Cases.Count, Of(100_000, 1).Cases);
    }

    [Fact]
    public void Run_Segments_AddUpToTheWhole()
    {
        var (split, log) = Clusters();
        using var model = ZooCase.Fit("sr", split.Training);
        var report = new Evaluator(split, log, new EvaluationOptions()).Run(model, TimeProvider.System);
        foreach (var kind in new[] { "history", "target" })
        {
            var own = report.Segments.Where(segment => segment.Segment.StartsWith(kind)).ToList();
            Assert.Equal(report.Cases, own.Sum(segment => segment.Cases));
            Assert.Equal(report.Metrics["ndcg@10"], own.Sum(segment => segment.Ndcg10 * segment.Cases) / report.Cases, 1e-9);
        }
    }

    [Fact]
    public void Intervals_KnownSpread_HaveTheWidthOfTheNormal()
    {
        var rng = new RecConsole.Engine.Numerics.Rng(1);
        var figures = Enumerable.Range(0, 4000).Select(_ => rng.NextBool(0.3) ? 1.0 : 0).ToArray();
        var (mean, lower, upper) = Bootstrap.Intervals(figures, 1, 2000, seed: 5, new ParallelOptions())[0];
        Assert.Equal(figures.Average(), mean, 1e-12);
        var half = 1.96 * Math.Sqrt(mean * (1 - mean) / 4000);
        Assert.Equal(mean - half, lower, 0.1 * half);
        Assert.Equal(mean + half, upper, 0.1 * half);
    }

    static EvaluationReport Report(EvaluationSplit split, IFittedModel model, EvaluationOptions? options = null) =>
        new Evaluator(split, TrainingLog.Build(split.Training, new KindWeights(), default), options ?? new EvaluationOptions()).Run(model, TimeProvider.System);

    static (EvaluationSplit, TrainingLog) Clusters()
    {
        var split = LeaveOneOutSplit.Cut(History.Clusters(8, 10, 400, seed: 11), [], EvaluationPart.Test, keepSeen: false);
        return (split, TrainingLog.Build(split.Training, new KindWeights(), default));
    }
}
