using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>A sparse term by itself: items on the lists of the history have their sums, all others 0.</summary>
sealed class ItemListScorer(ItemListModel model, int[] rows) : ICaseScorer
{
    // By the split's indices, so that sums land where they are ranked.
    readonly ItemListModel onItems = model with { Lists = OnItems(model, rows) };

    public ICaseScorer.BatchScores Prepare(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories)
    {
        var batch = histories.ToArray();
        return (index, scores) =>
        {
            scores.Clear();
            onItems.AddScores(batch[index].Span, scores);
        };
    }

    /// <summary>The lists with the split's indices as columns; rows stay the model's.</summary>
    static SparseMatrix OnItems(ItemListModel model, int[] rows)
    {
        var itemOfRow = Invert(rows, model.Vocabulary.Count);
        var lists = new SparseRow[model.Vocabulary.Count];
        for (var row = 0; row < lists.Length; row++)
            lists[row] = model.Lists[row] with { Columns = Array.ConvertAll(model.Lists[row].Columns, column => itemOfRow[column]) };
        return new SparseMatrix(lists, rows.Length);
    }

    static int[] Invert(int[] rows, int count)
    {
        var items = new int[count];
        for (var item = 0; item < rows.Length; item++)
            if (rows[item] >= 0) items[rows[item]] = item;
        return items;
    }
}
