using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// In: a split and a fitted model. Out: how well its served form ranks. Every case ranks the whole catalogue (or the target
/// among drawn negatives); ties go to the lower index; popularity is counted on the training part. Deterministic under a seed
/// on any number of threads.
/// </summary>
public sealed class Evaluator
{
    /// <summary>The longest list that is looked at.</summary>
    public const int LongestList = 20;

    const int ListLength = 10; // of coverage, novelty, diversity, bias and cold share
    const int BatchSize = 128;

    readonly EvaluationSplit split;
    readonly EvaluationOptions options;
    readonly EvaluationCase[] cases;
    readonly ListProperties properties;

    /// <param name="log">The split's training part, as the model was given it.</param>
    public Evaluator(EvaluationSplit split, TrainingLog log, EvaluationOptions options)
    {
        (this.split, this.options) = (split, options);
        cases = Drawn(split.Cases, options);
        properties = new ListProperties(split, log);
    }

    /// <exception cref="OperationCanceledException"/>
    public EvaluationReport Run(IFittedModel model, TimeProvider time)
    {
        var rows = RowsOf(split, model);
        ICaseScorer scorer = model switch
        {
            InnerProductModel product => new InnerProductScorer(product, rows),
            ItemListModel lists => new ItemListScorer(lists, rows),
            _ => throw new NotSupportedException($"{model.GetType().Name} has no scorer: add one beside {nameof(InnerProductScorer)}."),
        };
        var results = new CaseResults(cases.Length, split.Items.Count);
        var started = time.GetTimestamp();
        Parallel.For(0, (cases.Length + BatchSize - 1) / BatchSize, options.Parallel, () => new CaseRanking(split.Items.Count), (batch, _, ranking) =>
        {
            var first = batch * BatchSize;
            var own = cases.AsSpan(first, Math.Min(BatchSize, cases.Length - first));
            var scores = scorer.Prepare(Histories(own, rows));
            for (var i = 0; i < own.Length; i++)
            {
                scores(i, ranking.Scores);
                ranking.Rank(own[i], options, (ulong)(first + i));
                results.Write(first + i, ranking, own[i], properties, ListLength);
            }
            return ranking;
        }, _ => { });
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        return results.Report(cases, properties, options, seconds);
    }

    /// <summary>By item of the split: its row in the model, or -1.</summary>
    internal static int[] RowsOf(EvaluationSplit split, IFittedModel model)
    {
        var rows = new int[split.Items.Count];
        for (var item = 0; item < rows.Length; item++) rows[item] = model.Vocabulary.IndexOf(split.Items[item]);
        return rows;
    }

    /// <summary>The history with the model's rows in place of the split's items.</summary>
    internal static HistoryEntry[] HistoryOf(EvaluationCase asked, int[] rows)
    {
        var history = asked.History.ToArray();
        for (var at = 0; at < history.Length; at++) history[at] = history[at] with { Item = rows[history[at].Item] };
        return history;
    }

    static ReadOnlyMemory<HistoryEntry>[] Histories(ReadOnlySpan<EvaluationCase> batch, int[] rows)
    {
        var histories = new ReadOnlyMemory<HistoryEntry>[batch.Length];
        for (var i = 0; i < batch.Length; i++) histories[i] = HistoryOf(batch[i], rows);
        return histories;
    }

    /// <summary>Those that are asked.</summary>
    internal static EvaluationCase[] Drawn(IReadOnlyList<EvaluationCase> all, EvaluationOptions options)
    {
        if (options.LimitUsers is not { } most || most >= all.Count) return [.. all];
        var order = Enumerable.Range(0, all.Count).ToArray();
        new Rng(options.Seed).Fork(1).Shuffle<int>(order);
        return [.. order.Take(most).Order().Select(index => all[index])];
    }
}
