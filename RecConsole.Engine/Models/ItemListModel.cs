using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// score(shopper, j) = sum over the latest items i of the shopper of weight(i) Lists[i, j]: what neighbours, rules and EASE
/// come to. Items that stand on none of the lists score 0: the support is what the sparse term of a request holds.
/// </summary>
public sealed record ItemListModel(string Key, ItemVocabulary Vocabulary, SparseMatrix Lists, HistoryOptions History, ModelCard Card) : IFittedModel
{
    readonly HistoryReader reader = new(Vocabulary, History.ToEncoder());

    /// <summary>Adds each item's score to <paramref name="scores"/> [V], which begins as zeros. Cost: the lists' entries.</summary>
    public void AddScores(ReadOnlySpan<HistoryEntry> history, Span<float> scores)
    {
        Span<long> rows = stackalloc long[History.Length];
        Span<float> weights = stackalloc float[History.Length];
        var count = reader.Read(history, new HistoryRows(rows, weights));
        for (var i = 0; i < count; i++)
        {
            var (columns, values) = Lists[(int)rows[i]];
            for (var j = 0; j < columns.Length; j++) scores[columns[j]] += weights[i] * values[j];
        }
    }

    public void Dispose()
    {
    }
}
