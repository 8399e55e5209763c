using RecConsole.Engine.Models;

namespace RecConsole.Engine.Evaluation;

/// <summary>A sparse term by itself: items on the lists of the history have their values, all others 0.</summary>
sealed class ItemListScorer(ItemListModel model, int[] rows) : ICaseScorer
{
    readonly int[] itemOfRow = Invert(rows, model.Vocabulary.Count);

    public ICaseScorer.BatchScores Prepare(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories)
    {
        var batch = histories.ToArray();
        var list = new SessionList();
        return (index, scores) =>
        {
            scores.Clear();
            model.Sums.Write(batch[index].Span, itemOfRow, list);
            var values = list.Values.Span;
            for (var i = 0; i < values.Length; i++) scores[list.Items.Span[i]] = values[i];
        };
    }

    static int[] Invert(int[] rows, int count)
    {
        var items = new int[count];
        Array.Fill(items, -1);
        for (var item = 0; item < rows.Length; item++)
            if (rows[item] >= 0) items[rows[item]] = item;
        return items;
    }
}
